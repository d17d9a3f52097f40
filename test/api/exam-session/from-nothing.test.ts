import { expect, it } from 'vitest';
import { AGREEMENT_KINDS } from '../../../domain/exam-session/agreement-texts.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { mintSettingStaff } from '../../support/setting-calls.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const inDays = (days: number) => isoInstant(api.clock.now() + days * DAY_MS);

it('one person sets up an exam session in an empty database, and opens it', async () => {
  const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
  const name = (zh: string) => ({ zh, en: `Name of ${zh}` });
  const versions = { subjects: 0, texts: 0 };
  const done = async <Body = { version: number }>(method: string, path: string, body?: object) => {
    const answer = await centre.call<Body>(method, path, body);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body;
  };
  const seen = (path: string) => done('GET', path).then(({ version }) => version);

  await done('PUT', '/provinces/99', { name: name('一省'), version: 0 });
  await done('PUT', '/schools/99101', { name: name('一校'), version: 0 });
  await done('PUT', '/campuses/991010', {
    name: name('一校区'),
    writtenCampusCodes: [],
    oralLetsOut: false,
    oralAdmitsOutsidersFrom: null,
    version: 0,
  });
  for (const [code, mode] of Object.entries({ 1: 'written', F: 'oral' })) {
    versions.subjects = await seen('/subjects');
    const subject = { name: name(code), language: 'en', level: 4, mode };
    await done('PUT', `/subjects/${code}`, { ...subject, version: versions.subjects });
  }
  for (const kind of AGREEMENT_KINDS) {
    versions.texts = await seen('/agreement-texts');
    const text = { title: name(kind), body: name(kind), publishedAt: inDays(0) };
    await done('PUT', `/agreement-texts/${kind}/1`, { ...text, version: versions.texts });
  }

  await done('POST', '/exam-sessions', { id: '2026-2', name: name('2026年下半年') });
  const session = '/exam-sessions/2026-2';
  const period = (kind: string, to: number) => ({ kind, opensAt: inDays(-1), closesAt: inDays(to) });
  await done('PUT', `${session}/windows/*`, {
    windows: [period('rollCheck', 10), period('management', 12), period('transcript', 12)],
    version: await seen(`${session}/windows/*`),
  });
  await done('PUT', `${session}/windows/99`, { windows: [period('registration', 10)], version: 0 });
  for (const subject of ['1', 'F'])
    await done('PUT', `${session}/campuses/991010/subjects/${subject}`, {
      opensAt: inDays(-1),
      closesAt: inDays(10),
      capacity: 30,
      version: await seen(`${session}/windows/991010`),
    });

  const checklist = () =>
    done<{ missing: { code: string; at: string; isNote: boolean }[] }>('GET', `${session}/checklist`);
  const missing = async () =>
    (await checklist()).missing.filter(({ isNote }) => !isNote).map(({ code, at }) => [code, at]);
  expect(await missing()).toEqual([
    ['SUPPORT_PHONE_MISSING', '*'],
    ['SUPPORT_HOURS_MISSING', '*'],
    ['EXAM_TIME_MISSING', '991010/1'],
    ['FEE_MISSING', '991010/1'],
    ['EXAM_TIME_MISSING', '991010/F'],
    ['FEE_MISSING', '991010/F'],
  ]);
  expect(await refusal(await api.get('/api/exam-sessions/current'))).toEqual({
    status: 404,
    code: 'NO_EXAM_SESSION',
  });
  // Every list of the console says so, not that a code is unknown.
  for (const list of ['dashboard', 'unpaid', 'people', 'photos', 'late-lists'])
    expect([list, (await centre.call<{ code: string }>('GET', `/${list}`)).body.code]).toEqual([
      list,
      'NO_EXAM_SESSION',
    ]);
  for (const [subject, days] of [
    ['1', 20],
    ['F', 22],
  ] as const)
    await done('PUT', `${session}/subjects/${subject}/terms`, {
      scope: '*',
      feeFen: 3_000,
      examTime: { startsAt: inDays(days), endsAt: isoInstant(api.clock.now() + days * DAY_MS + 2 * HOUR_MS) },
      seenOfferings: 1,
    });
  const { rules, name: called } = await done<{ rules: object; name: object }>('GET', session);
  const hours = { supportHoursZh: '每日 8:30 至 17:30', supportHoursEn: '8:30 to 17:30 every day' };
  const dialled = { ...rules, supportPhone: '010-62987654', ...hours };
  await done('PUT', session, { name: called, rules: dialled, version: await seen(session) });
  expect(await missing()).toEqual([]);
  // What is to be seen keeps it from nothing, once it was seen.
  const notes = (await checklist()).missing.map(({ code, at }) => [code, at]);
  expect(notes).toEqual([
    ['TICKET_PRINT_MISSING', 'ticketWritten/*'],
    ['TICKET_PRINT_MISSING', 'ticketOral/*'],
    ['LATE_TRANSCRIPT_MISSING', 'transcriptAfterResults/*'],
  ]);
  const opening = { version: await seen(session) };
  expect((await centre.call('POST', `${session}/opening`, opening)).status).toBe(409);
  await done('POST', `${session}/opening`, { ...opening, seenFindings: notes.length });

  const shown = await (await api.get('/api/exam-sessions/current')).json();
  expect(shown).toMatchObject({
    id: '2026-2',
    provinces: [{ code: '99', registration: { opensAt: inDays(-1), closesAt: inDays(10) } }],
    examTimes: [{ subject: { code: '1' } }, { subject: { code: 'F' } }],
  });
  const { seats } = (await (await api.get('/api/seats?examSession=2026-2&campuses=991010')).json()) as {
    seats: { seatsFree: number }[];
  };
  expect(seats.map(({ seatsFree }) => seatsFree)).toEqual([30, 30]);
});
