import { randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type {
  checklistSchema,
  examSessionRowSchema,
  examSessionSetupSchema,
  windowsSchema,
} from '../../../api/exam-session/setup-schemas.ts';
import { createSeasons } from '../../../db/exam-session/seasons.ts';
import {
  auditLog,
  examSessions,
  offerings,
  registrations,
  seatPools,
  settingsVersions,
  waitlistEntries,
  windows,
} from '../../../db/schema/index.ts';
import { AGREEMENT_KINDS } from '../../../domain/exam-session/agreement-texts.ts';
import { halfOf } from '../../../domain/exam-session/exam-session-id.ts';
import { DEFAULT_SETTINGS } from '../../../domain/exam-session/settings.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { mintPaidRegistration, type PaidEntryGiven } from '../../support/paid-registration.ts';
import { mintSettingStaff, type Refused, type Settled } from '../../support/setting-calls.ts';
import { createTestApi, refusal } from '../test-api.ts';

type Setup = z.infer<typeof examSessionSetupSchema>;
type Windows = z.infer<typeof windowsSchema>;
type Kind = Windows['windows'][number]['kind'];

const api = await createTestApi();
const { db, mint, clock } = api;
const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
const nameOf = (order: number) => ({ zh: `新考次${order}`, en: `New session ${order}` });
const sessionId = (order: number) => `20${29 + Math.ceil(order / 2)}-${1 + (order % 2)}`;
const start = clock.now();
const span = (kind: Kind, from: number, to: number) => ({
  kind,
  opensAt: isoInstant(clock.now() + from * DAY_MS),
  closesAt: isoInstant(clock.now() + to * DAY_MS),
});

let created = 0;
async function create(more: object = {}): Promise<Setup> {
  created += 1;
  const { status, body } = await centre.call<Setup>('POST', '/exam-sessions', {
    id: sessionId(created),
    name: nameOf(created),
    ...more,
  });
  expect(status).toBe(200);
  return body;
}

async function setWindows(
  { id }: Pick<Setup, 'id'>,
  scope: string,
  set: object[],
  {
    who = centre,
    ...more
  }: { who?: typeof centre; version?: number; seenCount?: number; seenFindings?: number } = {},
) {
  const { version } = (await centre.call<Windows>('GET', `/exam-sessions/${id}/windows/${scope}`)).body;
  const body = { windows: set, version, ...more };
  return who.call<Settled & Refused>('PUT', `/exam-sessions/${id}/windows/${scope}`, body);
}

/** Puts a registration into the queue of an offering, in the record and in the queue. */
async function joinQueue(registrationId: string, offeringId: number) {
  const [record] = await db.select().from(registrations).where(eq(registrations.id, registrationId));
  const wait = {
    id: randomUUID(),
    offeringId,
    subject: '1',
    campus: record!.campusCode,
    language: 'english',
    level: 4,
    mode: 'written',
    feeFen: 3_000,
    joinedAt: start,
  } as const;
  await db
    .update(registrations)
    .set({ state: { ...record!.state, waitlist: [wait] } })
    .where(eq(registrations.id, registrationId));
  const { id, level, mode, joinedAt } = wait;
  const row = { id, offeringId, registrationId, level, mode, joinedAt };
  await db.insert(waitlistEntries).values({ ...row, state: 'waiting', endsAt: start + DAY_MS });
}

const flawsOf = ({ body }: { body: Refused }) =>
  body.flaws.map(({ code, at, against }) => [code, at, ...(against === null ? [] : [against])]);

/** Waits until nothing is missing: what is needed for one campus. */
async function complete(session: Setup, campus: string) {
  const { name, rules, version } = session;
  const hours = { supportHoursZh: '每日 8:30 至 17:30', supportHoursEn: '8:30 to 17:30 every day' };
  const dialled = { name, rules: { ...rules, supportPhone: '010-62987654', ...hours }, version };
  expect((await centre.call('PUT', `/exam-sessions/${session.id}`, dialled)).status).toBe(200);
  await mint.agreements(AGREEMENT_KINDS);
  const set = [
    span('rollCheck', -2, 30),
    span('registration', -1, 28),
    span('management', -1, 29),
    span('transcript', -1, 40),
    span('transcriptAfterResults', 90, 120),
    span('ticketWritten', 29, 31),
  ];
  expect((await setWindows(session, '*', set)).status).toBe(200);
  await mint.offering(session.id, campus, '1');
}

describe('an exam session', () => {
  it('begins empty, as a draft that candidates do not see, with rules that are set', async () => {
    const session = await create();
    const name = nameOf(created);
    expect(session).toMatchObject({ state: 'draft', name, rules: DEFAULT_SETTINGS });
    const rules = { ...DEFAULT_SETTINGS, holdMinutes: 120, keepsLastWritten: true };
    const put = (body: object) =>
      centre.call<Settled & Refused>('PUT', `/exam-sessions/${session.id}`, {
        name,
        version: session.version,
        ...body,
      });
    expect((await put({ rules })).body.changes).toEqual([
      { field: 'holdMinutes', from: 1_440, to: 120 },
      { field: 'keepsLastWritten', from: false, to: true },
    ]);
    expect((await put({ rules: { ...rules, roomSize: 25 } })).body).toMatchObject({
      code: 'SETTINGS_OUTDATED',
      meanwhile: [{ changes: [{ field: 'holdMinutes' }, { field: 'keepsLastWritten' }] }],
    });
    expect((await put({ rules: { ...rules, roomSize: 0 } })).status).toBe(400);
    expect((await centre.call<Setup>('GET', `/exam-sessions/${session.id}`)).body.rules).toEqual(rules);
    const [listed, all] = [
      (await (await api.get('/api/exam-sessions')).json()) as { id: string }[],
      (await centre.call<z.infer<typeof examSessionRowSchema>[]>('GET', '/exam-sessions')).body,
    ];
    expect(listed.map(({ id }) => id)).not.toContain(session.id);
    expect(all).toContainEqual({ id: session.id, name, state: 'draft' });
    const passport = await mint.passport();
    const campus = await mint.campus();
    const candidate = await mint.signIn(passport.id, campus.provinceCode);
    const asked = await api.get(`/api/eligibility?examSession=${session.id}`, { candidate });
    expect(await refusal(asked)).toEqual({ status: 404, code: 'EXAM_SESSION_UNKNOWN' });
  });

  it('is a copy of the last one with its dates moved', async () => {
    const campus = await mint.campus();
    const last = await mint.examSession({ settings: { holdMinutes: 90 } });
    await mint.window(last.id, 'registration', campus.schoolCode, { opensIn: 0, closesIn: DAY_MS });
    const offered = await mint.offering(last.id, campus.code, '1', { capacity: 7, feeFen: 2_500 });
    await db.update(seatPools).set({ free: 5, held: 1, paid: 1 }).where(eq(seatPools.offeringId, offered.id));
    const copy = await create({ copyOf: last.id, movedByDays: 182 });
    expect(copy).toMatchObject({ state: 'draft', rules: { holdMinutes: 90 } });
    const windowsOf = async (id: string) =>
      (await db.select().from(windows).where(eq(windows.examSessionId, id)))
        .map(({ kind, scope, opensAt, closesAt }) => ({ kind, scope, opensAt, closesAt }))
        .toSorted((one, other) => (one.kind + one.scope < other.kind + other.scope ? -1 : 1));
    const moved = (at: number) => at + 182 * DAY_MS;
    expect(await windowsOf(copy.id)).toEqual(
      (await windowsOf(last.id)).map((window) => ({
        ...window,
        opensAt: moved(window.opensAt),
        closesAt: moved(window.closesAt),
      })),
    );
    const offeringsOf = (id: string) =>
      db
        .select()
        .from(offerings)
        .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
        .where(eq(offerings.examSessionId, id));
    const [[before], [after]] = [await offeringsOf(last.id), await offeringsOf(copy.id)];
    expect(after).toMatchObject({
      offerings: {
        campusCode: campus.code,
        subjectCode: '1',
        feeFen: 2_500,
        examStartsAt: moved(before!.offerings.examStartsAt!),
        opensAt: moved(before!.offerings.opensAt),
      },
      seat_pools: { capacity: 7, free: 7, held: 0, paid: 0, waiting: 0 },
    });
    const [made] = await db
      .select({ details: auditLog.details })
      .from(auditLog)
      .where(and(eq(auditLog.action, 'examSessionCreated'), eq(auditLog.target, `settings/${copy.id}/*`)));
    expect(made!.details).toMatchObject({
      copyOf: last.id,
      changes: expect.arrayContaining([
        { field: 'nameZh', from: null, to: copy.name.zh },
        { field: 'holdMinutes', from: null, to: 90 },
        { field: 'windowsSet', from: null, to: (await windowsOf(copy.id)).length },
        { field: 'offered', from: null, to: 1 },
      ]),
    });
    const name = nameOf(0);
    const again = { id: copy.id, name, copyOf: last.id, movedByDays: 1 };
    expect(await centre.call('POST', '/exam-sessions', again)).toMatchObject({
      status: 409,
      body: { code: 'EXAM_SESSION_EXISTS', fields: [{ path: 'body.id', code: 'exists' }] },
    });
    expect(await centre.call('POST', '/exam-sessions', { id: '2099-1', name, copyOf: 'none' })).toMatchObject(
      {
        status: 404,
        body: { code: 'EXAM_SESSION_UNKNOWN' },
      },
    );
    // What ticket numbers cannot carry is no exam session, and one name is not that of two.
    for (const id of ['-', 'windows', '2026-3', '1999-1'])
      expect((await centre.call('POST', '/exam-sessions', { id, name })).status).toBe(400);
    const copyName = nameOf(created);
    const namesake = await centre.call<Refused>('POST', '/exam-sessions', { id: '2099-1', name: copyName });
    expect(flawsOf(namesake)).toEqual([
      ['NAME_TAKEN', '2099-1', copy.id],
      ['NAME_EN_TAKEN', '2099-1', copy.id],
    ]);
    const { version, rules } = (await centre.call<Setup>('GET', `/exam-sessions/${copy.id}`)).body;
    const put = (body: object) =>
      centre.call<Refused>('PUT', `/exam-sessions/${copy.id}`, { name: copyName, rules, version, ...body });
    const other = await create();
    expect(flawsOf(await put({ name: { ...copyName, en: nameOf(created).en.toUpperCase() } }))).toEqual([
      ['NAME_EN_TAKEN', copy.id, other.id],
    ]);
    for (const supportPhone of ['javascript:alert(1)', '12', '//evil.example', '1-2-3-4-5-6-7-8'])
      expect((await put({ rules: { ...rules, supportPhone } })).status).toBe(400);
    for (const supportHoursZh of ['时'.repeat(61), '\uE000'])
      expect((await put({ rules: { ...rules, supportHoursZh } })).status).toBe(400);
    const dialled = await centre.call<Settled>('PUT', `/exam-sessions/${copy.id}?preview=true`, {
      name: copyName,
      rules: { ...rules, supportPhone: '（０１０）1234 5678' },
      version,
    });
    expect(dialled.body.changes).toMatchObject([{ field: 'supportPhone', to: '(010)12345678' }]);
  });

  it('is opened once nothing is missing, and closed once its windows have ended', async () => {
    const campus = await mint.campus();
    const session = await create();
    // The exams are 30 days ahead, in the half that the code names.
    const ahead = halfOf(session.id)!.opensAt + 40 * DAY_MS - start;
    clock.advance(ahead);
    const move = async (to: 'opening' | 'closing', seen: { seenFindings?: number } = {}) => {
      const { version } = (await centre.call<Setup>('GET', `/exam-sessions/${session.id}`)).body;
      const body = { version, ...seen };
      return centre.call<Settled & Refused>('POST', `/exam-sessions/${session.id}/${to}`, body);
    };
    const early = await move('opening');
    expect(early.status).toBe(422);
    expect(flawsOf(early)).toEqual([
      ['AGREEMENT_MISSING', '*'],
      ['PLEDGE_MISSING', '*'],
      ['TERMS_MISSING', '*'],
      ['PRIVACY_MISSING', '*'],
      ['SUPPORT_PHONE_MISSING', '*'],
      ['SUPPORT_HOURS_MISSING', '*'],
      ['NO_OFFERINGS', '*'],
      ['ROLL_CHECK_MISSING', '*'],
      ['REGISTRATION_WINDOW_MISSING', '*'],
      ['MANAGEMENT_MISSING', '*'],
    ]);
    await complete(session, campus.code);
    const { body: checked } = await centre.call('GET', `/exam-sessions/${session.id}/checklist`);
    expect(checked).toEqual({ missing: [], count: 0, refused: 0 });
    const before = createSeasons(db);
    await before.calendar();
    expect((await move('opening')).body).toMatchObject({
      isApplied: true,
      changes: [{ field: 'state', from: 'draft', to: 'open' }],
    });
    for (const calendar of [await before.calendar(), await api.seasons.calendar()])
      expect(calendar.examSessions.map(({ id }) => id)).toContain(session.id);
    expect((await api.get(`/api/exam-sessions/current?examSession=${session.id}`)).status).toBe(200);
    expect(flawsOf(await move('closing'))).toEqual(
      expect.arrayContaining([['SESSION_STILL_RUNNING', 'registration/*']]),
    );
    clock.advance(121 * DAY_MS);
    expect((await move('closing')).body).toMatchObject({ isApplied: true });
    expect(await setWindows(session, '*', [])).toMatchObject({
      status: 409,
      body: { code: 'EXAM_SESSION_CLOSED' },
    });
    const actions = await db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.target, `settings/${session.id}/*`));
    expect(actions.map(({ action }) => action)).toEqual([
      'examSessionCreated',
      'examSessionSet',
      'windowsSet',
      'examSessionOpened',
      'examSessionClosed',
    ]);
    // What is over is said of one that is to be opened again, and does not keep it from that: it is mended afterwards.
    const reopening = await move('opening');
    expect(reopening.body).toMatchObject({ code: 'IMPACT_UNSEEN', findings: { count: 4 } });
    expect((await move('opening', { seenFindings: 4 })).body.isApplied).toBe(true);
    clock.advance(-121 * DAY_MS - ahead);
  });
});

describe('what is missing before an exam session opens', () => {
  it('is a code that fits the dates, and exams that no other open one holds', async () => {
    const campus = await mint.campus();
    const other = await mint.examSession();
    await mint.offering(other.id, campus.code, '1');
    await mint.offering(other.id, campus.code, '2');
    const flaws = async ({ id }: { id: string }) => {
      const { body } = await centre.call<z.infer<typeof checklistSchema>>(
        'GET',
        `/exam-sessions/${id}/checklist`,
      );
      return body.missing
        .filter(({ code }) => code === 'EXAM_OUTSIDE_HALF' || code === 'EXAM_HELD_TWICE')
        .map(({ code, at, against, isNote }) => [code, at, against, isNote]);
    };
    const id = sessionId(created + 1);
    const unmoved = { id, name: nameOf(created + 1), copyOf: other.id };
    const refused = await centre.call<Refused>('POST', '/exam-sessions', unmoved);
    expect(flawsOf(refused)).toEqual([['COPY_NOT_MOVED', id, other.id]]);
    const session = await create({ copyOf: other.id, movedByDays: 1 });
    expect(await flaws(session)).toEqual([['EXAM_OUTSIDE_HALF', '*', session.id, false]]);
    // The same exams again, at one campus and at the same time.
    const exam = await db.select().from(offerings).where(eq(offerings.examSessionId, other.id));
    const [first] = exam;
    await db
      .update(offerings)
      .set({ examStartsAt: first!.examStartsAt, examEndsAt: first!.examEndsAt })
      .where(and(eq(offerings.examSessionId, session.id), eq(offerings.subjectCode, '1')));
    expect(await flaws(session)).toEqual([
      ['EXAM_OUTSIDE_HALF', '*', session.id, false],
      ['EXAM_HELD_TWICE', `${campus.code}/1`, other.id, false],
    ]);
    const { version } = (await centre.call<Setup>('GET', `/exam-sessions/${session.id}`)).body;
    const opening = await centre.call<Refused>('POST', `/exam-sessions/${session.id}/opening`, { version });
    expect(flawsOf(opening)).toEqual(
      expect.arrayContaining([
        ['EXAM_OUTSIDE_HALF', '*', session.id],
        ['EXAM_HELD_TWICE', `${campus.code}/1`, other.id],
      ]),
    );
    // Moving all dates back onto those of the other one is told before it is done.
    const back = { movedByDays: -1, version };
    const moved = await centre.call<Settled>('POST', `/exam-sessions/${session.id}/dates?preview=true`, back);
    expect(moved.body.findings).toMatchObject({ first: [{ code: 'EXAM_HELD_TWICE', against: other.id }] });
  });

  it('is told of the own places alone', async () => {
    const [here, there] = [await mint.campus(), await mint.campus()];
    const session = await create();
    for (const campus of [here, there]) {
      await mint.candidate({ examSessionId: session.id, campus });
      await mint.window(session.id, 'management', campus.schoolCode, { opensIn: 0, closesIn: DAY_MS });
    }
    const school = await mintSettingStaff(api, { role: 'schoolAdmin', scope: here.schoolCode });
    const path = `/exam-sessions/${session.id}/checklist`;
    const own = JSON.stringify((await school.call('GET', path)).body);
    expect(own).toContain(here.code);
    expect(own).not.toContain(there.schoolCode);
    expect(JSON.stringify((await centre.call('GET', path)).body)).toContain(there.code);
  });

  it('does not matter to a draft that is to be closed: only one that is open is', async () => {
    const { id, version } = await create();
    const refused = await centre.call<Refused>('POST', `/exam-sessions/${id}/closing`, { version });
    expect(flawsOf(refused)).toEqual([['SESSION_NEVER_OPENED', '*']]);
  });
});

describe('windows', () => {
  it('lie within windows: a school within its province, what is disjoint is refused', async () => {
    const campus = await mint.campus();
    const { provinceCode: province, schoolCode: school } = campus;
    const session = await create();
    expect((await setWindows(session, province, [span('registration', 0, 30)])).status).toBe(200);
    expect(flawsOf(await setWindows(session, school, [span('registration', -1, 20)]))).toEqual([
      ['WINDOW_OUTSIDE', `registration/${school}`, province],
    ]);
    expect((await setWindows(session, school, [span('registration', 20, 29)])).status).toBe(200);
    // Narrowing the province cuts the school's, as long as something is left of it.
    expect(flawsOf(await setWindows(session, province, [span('registration', 0, 20)]))).toEqual([
      ['WINDOW_DISJOINT', `registration/${province}`, school],
    ]);
    expect((await setWindows(session, province, [span('registration', 0, 21)])).status).toBe(200);
    await mint.offering(session.id, campus.code, '1', {
      window: { opensIn: 20 * DAY_MS, closesIn: 20 * DAY_MS + 6 * HOUR_MS },
    });
    const left = [span('registration', 20.5, 21)];
    expect(flawsOf(await setWindows(session, school, left))).toEqual([
      ['WINDOW_DISJOINT', `registration/${school}`, `${campus.code}/1`],
    ]);
    const { body } = await centre.call<Windows>('GET', `/exam-sessions/${session.id}/windows/${province}`);
    expect(body).toMatchObject({
      windows: [span('registration', 0, 21)],
      around: [],
      inside: [{ scope: school, ...span('registration', 20, 29) }],
    });
  });

  it('are refused with all that is wrong, and none of them is set', async () => {
    const campus = await mint.campus();
    const session = await create();
    const refused = await setWindows(session, campus.provinceCode, [
      span('registration', 5, 5),
      span('ticketWritten', 0, 1),
      span('rollCheck', 0, 1),
      span('rollCheck', 0, 2),
    ]);
    expect(flawsOf(refused)).toEqual([
      ['WINDOW_EMPTY', `registration/${campus.provinceCode}`],
      ['WINDOW_SCOPE', `ticketWritten/${campus.provinceCode}`],
      ['WINDOW_TWICE', `rollCheck/${campus.provinceCode}`],
    ]);
    for (const { messages } of refused.body.flaws) expect(messages.zh.length).toBeGreaterThan(5);
    const unpayable = [span('registration', 0, 10), span('management', 0, 9)];
    expect(flawsOf(await setWindows(session, campus.provinceCode, unpayable))).toEqual([
      ['MANAGEMENT_ENDS_FIRST', campus.provinceCode],
    ]);
    expect(await db.$count(windows, eq(windows.examSessionId, session.id))).toBe(0);
    const beside = [span('rollCheck', 5, 5), ...unpayable];
    expect(flawsOf(await setWindows(session, campus.provinceCode, beside))).toEqual([
      ['WINDOW_EMPTY', `rollCheck/${campus.provinceCode}`],
      ['MANAGEMENT_ENDS_FIRST', campus.provinceCode],
    ]);
    const nowhere = { status: 404, body: { code: 'PLACE_UNKNOWN' } };
    expect(await setWindows(session, '99999', [], { version: 0 })).toMatchObject(nowhere);
    for (const scope of ['00', '99999'])
      expect(await centre.call('GET', `/exam-sessions/${session.id}/windows/${scope}`)).toMatchObject(
        nowhere,
      );
  });

  it('are set by whom their scope belongs to, and touch nobody else', async () => {
    const [here, there] = [await mint.campus(), await mint.campus()];
    const session = await create();
    const school = await mintSettingStaff(api, { role: 'schoolAdmin', scope: here.schoolCode });
    const set = [span('registration', 0, 10)];
    expect((await setWindows(session, here.provinceCode, set, { who: school })).body.code).toBe(
      'OUT_OF_SCOPE',
    );
    expect((await setWindows(session, '*', set, { who: school })).body.code).toBe('OUT_OF_SCOPE');
    expect((await setWindows(session, there.schoolCode, set, { who: school })).status).toBe(404);
    const versions = () =>
      db.select().from(settingsVersions).where(eq(settingsVersions.examSessionId, session.id));
    const before = await versions();
    expect((await setWindows(session, here.schoolCode, set, { who: school })).body.isApplied).toBe(true);
    expect(await versions()).toHaveLength(before.length + 1);
    expect(await versions()).toEqual(
      expect.arrayContaining([...before, { examSessionId: session.id, scope: here.schoolCode, version: 1 }]),
    );
    expect((await setWindows(session, here.schoolCode, set, { who: school })).body.isApplied).toBe(false);
    await setWindows(session, here.provinceCode, set);
    await setWindows(session, there.provinceCode, set);
    const country = await school.call<Windows>('GET', `/exam-sessions/${session.id}/windows/*`);
    expect(country.body.inside.map(({ scope }) => scope)).toEqual([here.provinceCode, here.schoolCode]);
    const around = await school.call('GET', `/exam-sessions/${session.id}/windows/${here.provinceCode}`);
    expect(around.status).toBe(200);
    expect(
      (await school.call('GET', `/exam-sessions/${session.id}/windows/${there.schoolCode}`)).status,
    ).toBe(404);
  });

  it('say who is registered inside before they move, names masked', async () => {
    const campus = await mint.campus();
    const { id } = await mint.examSession();
    const passport = await mint.passport();
    const candidate = await mint.candidate({ examSessionId: id, campus, person: passport });
    const offering = await mint.offering(id, campus.code, '1');
    await mintPaidRegistration(
      api,
      { ...candidate, passportId: passport.id },
      [{ subject: '1', offeringId: offering.id }],
      { at: clock.now() },
    );
    const set = [span('registration', 0, 6)];
    const unseen = await setWindows({ id }, campus.schoolCode, set);
    expect(unseen).toMatchObject({ status: 409, body: { code: 'IMPACT_UNSEEN' } });
    const { impact } = unseen.body as unknown as Settled;
    expect(impact).toEqual({
      count: 1,
      first: [{ name: expect.stringMatching(/^.\*+$/u), campus: campus.code }],
    });
    expect(JSON.stringify(unseen.body)).not.toContain(passport.name);
    // The subject is open for longer than the school will be.
    expect(unseen.body).toMatchObject({
      findings: { count: 1, first: [{ code: 'OFFERING_WINDOW_OUTSIDE' }] },
    });
    expect((await setWindows({ id }, campus.schoolCode, set, { seenCount: 1 })).status).toBe(409);
    const guessed = await setWindows({ id }, campus.schoolCode, set, { seenCount: 5, seenFindings: 1 });
    expect(guessed.body.code).toBe('IMPACT_UNSEEN');
    const seen = { seenCount: 1, seenFindings: 1 };
    expect((await setWindows({ id }, campus.schoolCode, set, seen)).body.isApplied).toBe(true);
    // What candidates need is not taken from an exam session that is open.
    expect(flawsOf(await setWindows({ id }, '*', []))).toEqual(
      expect.arrayContaining([['ROLL_CHECK_MISSING', campus.provinceCode]]),
    );
  });

  it('count guests too, who sit or wait at a campus from elsewhere, each registration once', async () => {
    const [home, host] = [await mint.campus(), await mint.campus()];
    const { id } = await mint.examSession({
      windows: { registration: { opensIn: 0, closesIn: 5 * DAY_MS } },
    });
    const [one, two] = [await mint.offering(id, host.code, 'F'), await mint.offering(id, host.code, 'S')];
    const register = async (campus: typeof home, entries: PaidEntryGiven[]) => {
      const passport = await mint.passport();
      const candidate = await mint.candidate({ examSessionId: id, campus, person: passport });
      await mintPaidRegistration(api, { ...candidate, passportId: passport.id }, entries, { at: start });
      return candidate.id;
    };
    const first = { subject: 'F', offeringId: one.id, state: 'held' } as const;
    const second = { subject: 'S', offeringId: two.id } as const;
    await register(host, [first, second]);
    await register(home, [first, second]);
    await register(home, [{ ...first, state: 'released' }]);
    await register(home, []);
    const waiting = await register(home, []);
    await joinQueue(waiting, one.id);
    const move = async (scope: string, kind: Kind) =>
      (await setWindows({ id }, scope, [span(kind, 0, 5)])).body as unknown as Settled;
    expect((await move(host.code, 'management')).impact).toMatchObject({
      count: 3,
      first: [{ campus: host.code }, { campus: home.code }, { campus: home.code }],
    });
    expect((await move(host.schoolCode, 'registration')).impact.count).toBe(3);
    expect((await move(host.schoolCode, 'rollCheck')).impact.count).toBe(1);
    expect((await move(home.schoolCode, 'management')).impact.count).toBe(4);
  });

  it('are changed by one of two people at once', async () => {
    const campus = await mint.campus();
    const session = await create();
    const answers = await Promise.all(
      [10, 11, 12].map((to) =>
        setWindows(session, campus.schoolCode, [span('registration', 0, to)], { version: 0 }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const set = await db
      .select()
      .from(windows)
      .where(and(eq(windows.examSessionId, session.id), eq(windows.scope, campus.schoolCode as '*')));
    expect(set).toHaveLength(1);
    expect(await db.$count(examSessions, eq(examSessions.id, session.id))).toBe(1);
  });
});
