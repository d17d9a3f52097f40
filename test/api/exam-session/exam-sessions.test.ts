import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { examSessions, notices, offerings, subjects } from '../../../db/schema/index.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const UNKNOWN = { status: 404, code: 'EXAM_SESSION_UNKNOWN' };

const iso = (offset: number) => isoInstant(api.clock.now() + offset);

describe('exam sessions', () => {
  it('are listed with the windows of every province, which narrow those of the centre', async () => {
    const wide = { opensIn: -DAY_MS, closesIn: 9 * DAY_MS };
    const { id } = await api.mint.examSession({ windows: { rollCheck: null, registration: wide } });
    const narrowed = await api.mint.province();
    const plain = await api.mint.province();
    await api.mint.window(id, 'registration', narrowed.code, { opensIn: HOUR_MS, closesIn: 20 * DAY_MS });
    // A school's window is not its province's.
    await api.mint.window(id, 'registration', `${plain.code}101`, { opensIn: 0, closesIn: HOUR_MS });

    const list = (await (await api.get('/api/exam-sessions')).json()) as {
      id: string;
      provinces: { code: string }[];
    }[];
    const shown = list.find((session) => session.id === id);
    expect(shown).toMatchObject({
      name: { zh: `考次${id}`, en: `Session ${id}` },
      supportPhone: '400-000-0000',
      supportHours: { zh: '每日 8:30 至 17:30', en: '8:30 to 17:30 every day' },
      holdMinutes: 24 * 60,
      cet6ScoreFrom: 425,
    });
    const province = (code: string) => shown?.provinces.find((one) => one.code === code);
    expect(province(narrowed.code)).toMatchObject({
      name: { zh: `(${narrowed.code})测试省` },
      rollCheck: null,
      registration: { opensAt: iso(HOUR_MS), closesAt: iso(9 * DAY_MS) },
    });
    expect(province(plain.code)).toMatchObject({
      registration: { opensAt: iso(-DAY_MS), closesAt: iso(9 * DAY_MS) },
      isOffered: false,
    });
    expect(await (await api.get(`/api/exam-sessions/current?examSession=${id}`)).json()).toEqual(shown);
  });

  it('tell when admission tickets can be printed, once that is set', async () => {
    const { id } = await api.mint.examSession({
      windows: { ticketWritten: { opensIn: HOUR_MS, closesIn: DAY_MS } },
    });
    const shown = await (await api.get(`/api/exam-sessions/current?examSession=${id}`)).json();
    expect(shown).toMatchObject({
      ticketPrint: { written: { opensAt: iso(HOUR_MS), closesAt: iso(DAY_MS) }, oral: null },
    });
  });

  it('tell when each subject is examined, earliest first, over all campuses that have a time', async () => {
    const { id } = await api.mint.examSession();
    const [one, other] = [await api.mint.campus(), await api.mint.campus()];
    await api.mint.offering(id, one.code, '1');
    const times = [
      { offering: await api.mint.offering(id, one.code, 'F'), from: 2 * DAY_MS, to: 3 * DAY_MS },
      { offering: await api.mint.offering(id, other.code, 'F'), from: DAY_MS, to: 2 * DAY_MS },
      { offering: await api.mint.offering(id, one.code, '2'), from: null, to: null },
    ];
    const at = (offset: number | null) => (offset === null ? null : api.clock.now() + offset);
    for (const { offering, from, to } of times) {
      await api.db
        .update(offerings)
        .set({ examStartsAt: at(from), examEndsAt: at(to) })
        .where(eq(offerings.id, offering.id));
    }
    const { examTimes } = (await (await api.get(`/api/exam-sessions/current?examSession=${id}`)).json()) as {
      examTimes: { subject: { code: string }; period: unknown }[];
    };
    expect(examTimes.map(({ subject, period }) => [subject.code, period])).toEqual([
      ['F', { opensAt: iso(DAY_MS), closesAt: iso(3 * DAY_MS) }],
      ['1', { opensAt: iso(30 * DAY_MS), closesAt: iso(30 * DAY_MS + 2 * HOUR_MS) }],
    ]);
  });

  it('show with the next look what staff have just changed: names, times and what is gone', async () => {
    const { id } = await api.mint.examSession();
    const { code } = await api.mint.campus();
    const offering = await api.mint.offering(id, code, '1');
    await api.mint.offering(id, code, '2');
    const look = async () => {
      const shown = (await (await api.get('/api/exam-sessions')).json()) as {
        id: string;
        name: { en: string };
        provinces: { code: string; isOffered: boolean }[];
        examTimes: { subject: { name: { en: string } }; period: { opensAt: string } }[];
      }[];
      return shown.find((session) => session.id === id);
    };
    const before = await look();
    expect(before?.examTimes).toHaveLength(2);
    const isOfferedIn = async (province: string) =>
      (await look())?.provinces.find((one) => one.code === province)?.isOffered;
    expect(await isOfferedIn(code.slice(0, 2))).toBe(true);
    const elsewhere = await api.mint.campus();
    expect(await isOfferedIn(elsewhere.provinceCode)).toBe(false);
    await api.mint.offering(id, elsewhere.code, '1');
    expect(await isOfferedIn(elsewhere.provinceCode)).toBe(true);
    await api.db
      .update(offerings)
      .set({ examStartsAt: null, examEndsAt: null })
      .where(eq(offerings.campusCode, elsewhere.code));
    expect(await isOfferedIn(elsewhere.provinceCode)).toBe(false);

    const startsAt = api.clock.now() + 20 * DAY_MS;
    await api.db.update(offerings).set({ examStartsAt: startsAt }).where(eq(offerings.id, offering.id));
    expect((await look())?.examTimes[0]?.period.opensAt).toBe(isoInstant(startsAt));
    const [subject] = await api.db.select().from(subjects).where(eq(subjects.code, '1'));
    await api.db.update(subjects).set({ nameEn: 'Renamed' }).where(eq(subjects.code, '1'));
    expect((await look())?.examTimes[0]?.subject.name.en).toBe('Renamed');
    await api.db.update(subjects).set({ nameEn: subject!.nameEn }).where(eq(subjects.code, '1'));
    await api.db.update(examSessions).set({ nameEn: 'Autumn' }).where(eq(examSessions.id, id));
    expect((await look())?.name.en).toBe('Autumn');
    await api.db
      .update(offerings)
      .set({ examStartsAt: null, examEndsAt: null })
      .where(eq(offerings.id, offering.id));
    expect((await look())?.examTimes).toEqual([before?.examTimes[1]]);
  });

  it('cost a page that has them a small answer, until something is set', async () => {
    const { id } = await api.mint.examSession();
    const { code } = await api.mint.campus();
    const offering = await api.mint.offering(id, code, '1');
    const look = (tag?: string | null) =>
      api.get('/api/exam-sessions', tag ? { headers: { 'If-None-Match': tag } } : {});
    const tag = (await look()).headers.get('etag');
    expect((await look(tag)).status).toBe(304);
    // A fee is not shown there.
    await api.db.update(offerings).set({ feeFen: 1 }).where(eq(offerings.id, offering.id));
    expect((await look(tag)).status).toBe(304);
    await api.db
      .update(offerings)
      .set({ examStartsAt: api.clock.now() })
      .where(eq(offerings.id, offering.id));
    expect((await look(tag)).status).toBe(200);
  });

  it('are unknown when named wrongly', async () => {
    expect(await refusal(await api.get('/api/exam-sessions/current?examSession=2099-9'))).toEqual(UNKNOWN);
  });

  it('have none current before there is any', async () => {
    const empty = await createTestApi();
    expect(await (await empty.get('/api/exam-sessions')).json()).toEqual([]);
    expect(await refusal(await empty.get('/api/exam-sessions/current'))).toEqual({
      status: 404,
      code: 'NO_EXAM_SESSION',
    });
  });
});

describe('notices', () => {
  it('are those of the scope and around it that are published, newest first', async () => {
    const { schoolCode, provinceCode } = await api.mint.campus();
    const { schoolCode: elsewhere } = await api.mint.campus({ provinceCode });
    const notice = (scope: string, title: string, offset: number) => ({
      scope,
      titleZh: title,
      titleEn: title,
      bodyZh: '正文',
      bodyEn: 'Body',
      publishedAt: api.clock.now() + offset,
    });
    await api.db
      .insert(notices)
      .values([
        notice('*', 'centre', -3 * HOUR_MS),
        notice(provinceCode, 'province', -2 * HOUR_MS),
        notice(schoolCode, 'school', -HOUR_MS),
        notice(schoolCode, 'tomorrow', DAY_MS),
        notice(elsewhere, 'elsewhere', -HOUR_MS),
      ]);
    const titles = async (query: string) =>
      ((await (await api.get(`/api/notices${query}`)).json()) as { title: { en: string } }[]).map(
        ({ title }) => title.en,
      );
    expect(await titles(`?scope=${schoolCode}`)).toEqual(['school', 'province', 'centre']);
    expect(await titles(`?scope=${provinceCode}`)).toEqual(['province', 'centre']);
    expect(await titles('')).toEqual(['centre']);
  });

  it('have scopes of two or five digits', async () => {
    expect((await api.get('/api/notices?scope=123')).status).toBe(400);
  });
});

describe('agreements', () => {
  it('are shown in force, with when the signed-in passport accepted them', async () => {
    await api.mint.agreements();
    const versions = await api.mint.agreements();
    const { id: examSessionId } = await api.mint.examSession();
    const candidate = await api.mint.signIn((await api.mint.passport()).id);
    const read = async (token?: string) =>
      (await api.get(`/api/agreements?examSession=${examSessionId}`, { candidate: token })).json();
    const shown = (await read(candidate)) as { texts: { kind: string; version: string }[] };
    expect(shown.texts.map(({ kind, version }) => [kind, version])).toEqual([
      ['agreement', versions.agreementVersion],
      ['pledge', versions.pledgeVersion],
    ]);
    expect(shown).toMatchObject({ acceptedAt: null });

    const accept = () =>
      api.post('/api/agreements', { examSessionId, ...versions, accepted: true }, { candidate });
    const acceptedAt = isoInstant(api.clock.now());
    expect(await (await accept()).json()).toMatchObject({ acceptedAt });
    api.clock.advance(HOUR_MS);
    expect(await (await accept()).json()).toMatchObject({ acceptedAt });
    expect(await read(candidate)).toMatchObject({ acceptedAt });
    expect(await read()).toMatchObject({ acceptedAt: null });
  });

  it('must be accepted again once they change', async () => {
    const versions = await api.mint.agreements();
    const { id: examSessionId } = await api.mint.examSession();
    const passport = await api.mint.passport();
    const candidate = await api.mint.signIn(passport.id);
    await api.mint.acceptance(passport.id, examSessionId, versions);
    await api.mint.agreements();
    const body = { examSessionId, ...versions, accepted: true };
    expect(await refusal(await api.post('/api/agreements', body, { candidate }))).toEqual({
      status: 409,
      code: 'AGREEMENT_OUTDATED',
    });
    const shown = await api.get(`/api/agreements?examSession=${examSessionId}`, { candidate });
    expect(await shown.json()).toMatchObject({ acceptedAt: null });
  });

  it('are accepted by ticking, signed in, for a known exam session', async () => {
    const versions = await api.mint.agreements();
    const { id: examSessionId } = await api.mint.examSession();
    const candidate = await api.mint.signIn((await api.mint.passport()).id);
    const body = { examSessionId, ...versions, accepted: true };
    expect(await refusal(await api.post('/api/agreements', body))).toEqual({
      status: 401,
      code: 'SIGN_IN_REQUIRED',
    });
    const unticked = await api.post('/api/agreements', { ...body, accepted: false }, { candidate });
    expect(await unticked.json()).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'body.accepted', code: 'invalid_value' }],
    });
    const elsewhere = { ...body, examSessionId: '2099-9' };
    expect(await refusal(await api.post('/api/agreements', elsewhere, { candidate }))).toEqual(UNKNOWN);
    expect(await refusal(await api.get('/api/agreements?examSession=2099-9'))).toEqual(UNKNOWN);
  });
});
