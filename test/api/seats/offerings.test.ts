import { randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { and, eq, inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type {
  offeringListSchema,
  openingsAnswerSchema,
  termsAnswerSchema,
} from '../../../api/seats/offering-schemas.ts';
import {
  arrangements,
  auditLog,
  examSessions,
  offerings,
  roomSeats,
  seatPools,
  settingsVersions,
} from '../../../db/schema/index.ts';
import type { SettingAudit } from '../../../domain/audit.ts';
import { createSeasons } from '../../../db/exam-session/seasons.ts';
import { offeringsAt } from '../../../domain/exam-session/season.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { mintSettingStaff, type Refused, type Settled } from '../../support/setting-calls.ts';
import { createTestApi } from '../test-api.ts';

type OfferingList = z.infer<typeof offeringListSchema>;
type OpeningsAnswer = z.infer<typeof openingsAnswerSchema>;
type TermsAnswer = z.infer<typeof termsAnswerSchema>;

const api = await createTestApi();
const { db, mint, clock } = api;
const inDays = (days: number) => isoInstant(clock.now() + Math.round(days * DAY_MS));
const window = { opensAt: inDays(0), closesAt: inDays(5) };
const examTime = { startsAt: inDays(30), endsAt: isoInstant(clock.now() + 30 * DAY_MS + 2 * HOUR_MS) };

/** A school in an exam session, with those who set it. */
async function mintSchool() {
  const { id } = await mint.examSession();
  await db.update(examSessions).set({ state: 'draft' }).where(eq(examSessions.id, id));
  const campus = await mint.campus();
  const staff = (role: 'schoolAdmin' | 'provinceAdmin', scope: string) =>
    mintSettingStaff(api, { role, scope });
  const [school, province] = [
    await staff('schoolAdmin', campus.schoolCode),
    await staff('provinceAdmin', campus.provinceCode),
  ];
  const path = (subject: string, code = campus.code) =>
    `/exam-sessions/${id}/campuses/${code}/subjects/${subject}`;
  const set = (who: typeof school, subject: string, body: object, code?: string) =>
    who.call<Settled & Refused>('PUT', path(subject, code), { ...window, ...body });
  const list = async (query = '') =>
    (await school.call<OfferingList>('GET', `/exam-sessions/${id}/offerings?${query}`)).body;
  return { id, campus, school, province, path, set, list };
}

const flawsOf = ({ body }: { body: Refused }) => body.flaws.map(({ code, at }) => [code, at]);

describe('subjects at a campus', () => {
  it('are added with their seats, and take fee and exam time from their province', async () => {
    const { id, campus, school, province, set, list } = await mintSchool();
    const added = await set(province, '1', { feeFen: 3_000, examTime, capacity: 40, version: 0 });
    expect(added.body).toMatchObject({ isApplied: true, version: 1, impact: { count: 0 } });
    const other = await mint.campus({ schoolCode: campus.schoolCode });
    const followed = await set(school, '1', { capacity: 20, version: 0 }, other.code);
    expect(followed.body).toMatchObject({ isApplied: true });
    const { offerings: shown } = await list();
    expect(shown).toHaveLength(2);
    expect(shown).toContainEqual({
      id: expect.any(Number),
      campus: other.code,
      campusName: { zh: expect.any(String), en: expect.any(String) },
      subject: '1',
      window,
      feeFen: 3_000,
      examTime,
      oralCampus: { letsOut: false, admitsOutsidersFrom: null },
      version: 1,
      pool: { capacity: 20, free: 20, offered: 0, held: 0, paid: 0, waiting: 0 },
    });
    const twice = { capacity: 20, version: 1, closesAt: inDays(4), isNew: true };
    expect(await set(school, '1', twice, other.code)).toMatchObject({
      status: 409,
      body: { code: 'SETTING_EXISTS', fields: [{ path: 'path.subject' }] },
    });
    expect((await list('limit=1')).nextCursor).toEqual(expect.any(String));
    expect((await list(`inside=${other.code}`)).offerings).toHaveLength(1);
    const season = await createSeasons(db).present(id, [campus.code]);
    expect(offeringsAt(season!, campus.code)).toMatchObject([{ subjectCode: '1', feeFen: 3_000 }]);
  });

  it('are listed by what is asked for, page after page', async () => {
    const { id, campus, school, province, set, list } = await mintSchool();
    const other = await mint.campus({ schoolCode: campus.schoolCode });
    const add = async (code: string, subject: string, body: object) => {
      const { version } = (
        await school.call<{ version: number }>('GET', `/exam-sessions/${id}/windows/${code}`)
      ).body;
      expect((await set(province, subject, { version, ...body }, code)).status).toBe(200);
    };
    await add(campus.code, '1', { feeFen: 3_000, examTime, capacity: 30 });
    const later = { startsAt: inDays(31), endsAt: inDays(31.1) };
    await add(campus.code, '2', { feeFen: 0, examTime: later, capacity: 10 });
    await add(other.code, '3', { feeFen: 3_000, examTime: null, capacity: 0 });
    await add(other.code, '4', { feeFen: 4_000, examTime, capacity: 20 });
    const subjects = ({ offerings: shown }: OfferingList) => shown.map(({ subject }) => subject);
    for (const [order, sorted] of Object.entries({
      'sort=capacity': ['3', '2', '4', '1'],
      'sort=capacity&order=desc': ['1', '4', '2', '3'],
      'sort=feeFen': ['2', '1', '3', '4'],
      'sort=subject&order=desc': ['4', '3', '2', '1'],
      'sort=free': ['3', '2', '4', '1'],
    })) {
      const seen: string[] = [];
      let after = '';
      do {
        const page = await list(`${order}&limit=1${after && `&after=${after}`}`);
        seen.push(...subjects(page));
        after = page.nextCursor ?? '';
      } while (after !== '');
      expect([order, seen]).toEqual([order, sorted]);
    }
    expect(subjects(await list('lacking=fee'))).toEqual(['2']);
    expect(subjects(await list('lacking=examTime'))).toEqual(['3']);
    expect(subjects(await list('lacking=seats'))).toEqual(['3']);
    const odd = Buffer.from('["a","b"]').toString('base64url');
    const refused = await school.call('GET', `/exam-sessions/${id}/offerings?sort=free&after=${odd}`);
    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('are held to the windows around them and to the day of the exam, all that is wrong at once', async () => {
    const { campus, province, set } = await mintSchool();
    const at = (subject: string) => `${campus.code}/${subject}`;
    const wrong = {
      opensAt: inDays(-2),
      closesAt: inDays(8),
      examTime: { startsAt: inDays(7), endsAt: inDays(7) },
      version: 0,
    };
    expect(flawsOf(await set(province, 'Z', wrong))).toEqual([
      ['SUBJECT_UNKNOWN', 'Z'],
      ['CAPACITY_NEEDED', at('Z')],
      ['OFFERING_WINDOW_OUTSIDE', at('Z')],
      ['EXAM_TIME_EMPTY', at('Z')],
    ]);
    const early = { examTime: { startsAt: inDays(4), endsAt: inDays(4.1) }, capacity: 1, version: 0 };
    expect(flawsOf(await set(province, '1', early))).toEqual([['EXAM_TIME_TOO_EARLY', at('1')]]);
    const backwards = { opensAt: inDays(2), closesAt: inDays(1), capacity: 1, version: 0 };
    expect(flawsOf(await set(province, '1', backwards))).toEqual([['OFFERING_WINDOW_EMPTY', at('1')]]);
    expect((await set(province, '1', { capacity: -1, version: 0 })).status).toBe(400);
    for (const opensAt of ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])
      expect((await set(province, '1', { opensAt, capacity: 1, version: 0 })).status).toBe(400);
  });

  it('are held to the exams around them: not at one time with another of the same people, nor for years', async () => {
    const { id, campus, province, set } = await mintSchool();
    const add = (subject: string, from: number, to: number, more: object = {}) =>
      set(province, subject, {
        examTime: { startsAt: inDays(from), endsAt: inDays(to) },
        capacity: 1,
        version: 99,
        ...more,
      });
    const version = async () =>
      (await province.call<{ version: number }>('GET', `/exam-sessions/${id}/windows/${campus.code}`)).body
        .version;
    const at = (subject: string) => `${campus.code}/${subject}`;
    const added = async (subject: string, from: number, to: number, more: object = {}) =>
      add(subject, from, to, { version: await version(), ...more });
    expect((await added('1', 40, 40.1)).body.isApplied).toBe(true);
    // An unknown code is said whatever the version is.
    expect(flawsOf(await add('Z', 40, 40.1))).toEqual([['SUBJECT_UNKNOWN', 'Z']]);
    expect((await add('2', 40, 40.1)).body.code).toBe('SETTINGS_OUTDATED');
    for (const to of [40 + 3_652, 40 + 1 / DAY_MS])
      expect(flawsOf(await added('2', 40, to))).toEqual([['EXAM_LENGTH', at('2')]]);
    // Japanese of the same level may be at the same time: nobody takes both.
    expect((await added('3', 40, 40.1)).body.isApplied).toBe(true);
    const unseen = await added('2', 40.05, 40.15);
    expect(unseen.body).toMatchObject({ code: 'IMPACT_UNSEEN', findings: { count: 2 } });
    expect((unseen.body as unknown as { findings: { first: object[] } }).findings.first).toMatchObject([
      { code: 'EXAMS_OVERLAP', at: at('2'), against: at('1'), isNote: true },
      { code: 'EXAMS_OVERLAP', at: at('3'), against: at('2'), isNote: true },
    ]);
    expect((await added('2', 41, 41.1)).body.isApplied).toBe(true);
    // Once it is open, what is moved onto another one is refused.
    await db.update(examSessions).set({ state: 'open' }).where(eq(examSessions.id, id));
    const moved = await added('2', 40, 40.1, { capacity: undefined });
    expect(flawsOf(moved)).toEqual([
      ['EXAMS_OVERLAP', at('2')],
      ['EXAMS_OVERLAP', at('3')],
    ]);
    const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
    const terms = await centre.call<Refused>('PUT', `/exam-sessions/${id}/subjects/2/terms`, {
      scope: campus.code,
      examTime: { startsAt: inDays(40), endsAt: inDays(40.1) },
      seenOfferings: 1,
    });
    expect(terms.body.flaws.map(({ code }) => code)).toEqual(['EXAMS_OVERLAP', 'EXAMS_OVERLAP']);
  });

  it('say how many are seated before their exam is moved', async () => {
    const { id, campus, province, set } = await mintSchool();
    const { id: offeringId } = await mint.offering(id, campus.code, '1');
    const [arrangement] = await db
      .insert(arrangements)
      .values({ offeringId, round: 1, seed: 'seed', roomSize: 30, arrangedAt: clock.now() })
      .returning();
    await db.insert(roomSeats).values({
      entryId: randomUUID(),
      registrationId: randomUUID(),
      arrangementId: arrangement!.id,
      offeringId,
      examSchoolCode: campus.schoolCode,
      room: 1,
      seat: 1,
      ticketNumber: `${campus.code}262100101`,
    });
    const later = { examTime: { startsAt: inDays(45), endsAt: inDays(45.1) } };
    const told = { code: 'SEATED_ALREADY', messages: { zh: expect.stringContaining('1 名考生') } };
    const unseen = await set(province, '1', { ...later, version: 1 });
    expect(unseen.body).toMatchObject({ code: 'IMPACT_UNSEEN', findings: { first: [told] } });
    const put = (body: object) =>
      province.call<TermsAnswer>('PUT', `/exam-sessions/${id}/subjects/1/terms`, {
        scope: campus.provinceCode,
        seenOfferings: 1,
        ...body,
      });
    expect((await put(later)).body).toMatchObject({ code: 'IMPACT_UNSEEN', findings: { first: [told] } });
    expect((await put({ feeFen: 3_100 })).body.isApplied).toBe(true);
    expect((await put({ ...later, seenFindings: 1 })).body.isApplied).toBe(true);
  });

  it('have their fee set by the province, and their seats by a change of capacity', async () => {
    const { campus, school, province, set } = await mintSchool();
    const at = `${campus.code}/1`;
    const refused = await set(school, '1', { feeFen: 1, capacity: 5, version: 0 });
    expect(flawsOf(refused)).toEqual([['FEE_BY_PROVINCE', at]]);
    expect((await set(school, '1', { capacity: 5, version: 0 })).body.isApplied).toBe(true);
    expect((await set(province, '1', { feeFen: 3_000, version: 1 })).body.changes).toEqual([
      { field: '1/feeFen', from: 0, to: 3_000 },
    ]);
    const more = { opensAt: inDays(1), capacity: 6, version: 2 };
    expect(flawsOf(await set(school, '1', more))).toEqual([['CAPACITY_SET_ELSEWHERE', at]]);
    expect((await set(school, '1', { opensAt: inDays(1), version: 2 })).body.isApplied).toBe(true);
  });

  it('go again while nobody has touched their seats, and never after', async () => {
    const { id, campus, school, path, set } = await mintSchool();
    await db.update(examSessions).set({ state: 'draft' }).where(eq(examSessions.id, id));
    await set(school, '1', { capacity: 5, version: 0 });
    const remove = (version: number) =>
      school.call<Settled & Refused>('DELETE', `${path('1')}?version=${version}`);
    expect((await remove(0)).body.code).toBe('SETTINGS_OUTDATED');
    expect((await remove(1)).body.isApplied).toBe(true);
    expect(await db.$count(offerings, eq(offerings.examSessionId, id))).toBe(0);
    expect((await remove(1)).body.isApplied).toBe(false);
    await set(school, '1', { capacity: 5, version: 2 });
    await db.update(examSessions).set({ state: 'open' }).where(eq(examSessions.id, id));
    const raised = await api.post(
      `/api/staff/capacity-changes?examSession=${id}`,
      { campus: campus.code, subject: '1', capacity: 6 },
      { staff: await mint.staffSignIn(school.account), headers: { 'Idempotency-Key': randomUUID() } },
    );
    expect(raised.status).toBe(200);
    await db.update(examSessions).set({ state: 'draft' }).where(eq(examSessions.id, id));
    expect(flawsOf(await remove(3))).toEqual([['OFFERING_TAKEN', `${campus.code}/1`]]);
    expect(await db.$count(offerings, eq(offerings.examSessionId, id))).toBe(1);
  });

  it('keep their seats from one person alone once the exam session is open', async () => {
    const { id, campus, school, path, set } = await mintSchool();
    const at = `${campus.code}/1`;
    await set(school, '1', { capacity: 5, version: 0 });
    await db.update(examSessions).set({ state: 'open' }).where(eq(examSessions.id, id));
    const gone = await school.call<Settled & Refused>('DELETE', `${path('1')}?version=1`);
    expect(gone.status).toBe(422);
    expect(flawsOf(gone)).toEqual([['OFFERING_HAS_SEATS', at]]);
    // The database keeps them whoever asks, too.
    await expect(db.delete(offerings).where(eq(offerings.examSessionId, id))).rejects.toMatchObject({
      cause: { constraint_name: 'offerings_seats_cut' },
    });
    // What stays as it is says nothing about seats that would be ignored.
    expect(flawsOf(await set(school, '1', { capacity: 1, version: 1 }))).toEqual([
      ['CAPACITY_SET_ELSEWHERE', at],
    ]);
    expect((await set(school, '1', { capacity: 5, version: 1 })).body.isApplied).toBe(false);
  });

  it('are offered anew for the fee and at the time that the province had set, and say what they had', async () => {
    const { id, campus, school, province, path, set, list } = await mintSchool();
    await db.update(examSessions).set({ state: 'draft' }).where(eq(examSessions.id, id));
    await set(province, '1', { feeFen: 3_000, examTime, capacity: 5, version: 0 });
    await school.call('DELETE', `${path('1')}?version=1`);
    const [removal] = await db
      .select({ details: auditLog.details })
      .from(auditLog)
      .where(
        and(eq(auditLog.action, 'offeringRemoved'), eq(auditLog.target, `settings/${id}/${campus.code}`)),
      );
    expect(removal?.details).toMatchObject({
      changes: expect.arrayContaining([{ field: '1/capacity', from: 5, to: null }]),
    });
    expect((await set(school, '1', { capacity: 4, version: 2 })).body.isApplied).toBe(true);
    expect((await list()).offerings).toMatchObject([{ feeFen: 3_000, examTime }]);
  });

  it('tell who has a seat before they change', async () => {
    const { id, campus, school, set } = await mintSchool();
    const { id: offeringId } = await mint.offering(id, campus.code, '1');
    const passport = await mint.passport();
    const candidate = await mint.candidate({ examSessionId: id, campus, person: passport });
    const seats = [{ subject: '1', offeringId }];
    await mintPaidRegistration(api, { ...candidate, passportId: passport.id }, seats, { at: clock.now() });
    const unseen = await set(school, '1', { version: 1 });
    expect(unseen.body).toMatchObject({ code: 'IMPACT_UNSEEN', impact: { count: 1 } });
    expect((await set(school, '1', { version: 1, seenCount: 1 })).body.isApplied).toBe(true);
  });

  it('are nobody else’s to set, and move no version elsewhere', async () => {
    const { id, school, set } = await mintSchool();
    const elsewhere = await mint.campus();
    expect((await set(school, '1', { capacity: 1, version: 0 }, elsewhere.code)).status).toBe(404);
    const versions = () => db.select().from(settingsVersions).where(eq(settingsVersions.examSessionId, id));
    const before = await versions();
    await set(school, '1', { capacity: 1, version: 0 });
    const moved = (await versions()).filter(
      (row) => !before.some(({ scope, version }) => scope === row.scope && version === row.version),
    );
    expect(moved).toHaveLength(1);
  });
});

describe('fee, exam time and window of a subject', () => {
  it('are set for a whole province at once, by the count that was seen', async () => {
    const { id, campus, school, province, set } = await mintSchool();
    const other = await mint.campus({ schoolCode: campus.schoolCode });
    for (const code of [campus.code, other.code]) await set(school, '1', { capacity: 5, version: 0 }, code);
    const put = (who: typeof school, body: object, query = '') =>
      who.call<TermsAnswer & Refused>('PUT', `/exam-sessions/${id}/subjects/1/terms${query}`, {
        scope: campus.provinceCode,
        feeFen: 2_500,
        examTime,
        ...body,
      });
    expect((await put(province, {}, '?preview=true')).body).toMatchObject({ isApplied: false, offerings: 2 });
    expect(flawsOf(await put(province, { seenOfferings: 1 }))).toEqual([
      ['OFFERINGS_CHANGED', campus.provinceCode],
    ]);
    expect((await put(province, { seenOfferings: 2 })).body).toMatchObject({ isApplied: true, offerings: 2 });
    expect(await db.select().from(offerings).where(eq(offerings.examSessionId, id))).toMatchObject([
      { feeFen: 2_500, examStartsAt: Date.parse(examTime.startsAt) },
      { feeFen: 2_500, examStartsAt: Date.parse(examTime.startsAt) },
    ]);
    expect(flawsOf(await put(school, { scope: campus.schoolCode, feeFen: 1, seenOfferings: 2 }))).toEqual([
      ['FEE_BY_PROVINCE', `${campus.schoolCode}/1`],
    ]);
    expect((await put(province, { scope: '*', seenOfferings: 2 })).body.code).toBe('OUT_OF_SCOPE');
    const early = { startsAt: inDays(1), endsAt: inDays(1.1) };
    expect(flawsOf(await put(province, { examTime: early, seenOfferings: 2 }))).toEqual([
      ['EXAM_TIME_TOO_EARLY', `${campus.provinceCode}/1`],
    ]);
    expect(await db.$count(seatPools)).toBeGreaterThan(1);
  });

  it('leave in the audit log what they were at each campus, where that differed', async () => {
    const { id, campus, province, set } = await mintSchool();
    const [second, third] = [
      await mint.campus({ schoolCode: campus.schoolCode }),
      await mint.campus({ schoolCode: campus.schoolCode }),
    ];
    for (const [{ code }, feeFen] of [[campus, 3_000] as const, [second, 3_500] as const])
      await set(province, '1', { feeFen, capacity: 5, version: 0 }, code);
    await set(province, '1', { feeFen: 4_000, capacity: 5, version: 0 }, third.code);
    const path = `/exam-sessions/${id}/subjects/1/terms`;
    const put = (scope: string, feeFen: number, seenOfferings: number) =>
      province.call<TermsAnswer>('PUT', path, { scope, feeFen, seenOfferings });
    const changesOf = async (scope: string) => {
      const rows = await db
        .select({ details: auditLog.details })
        .from(auditLog)
        .where(and(eq(auditLog.action, 'termsSet'), eq(auditLog.target, `settings/${id}/${scope}`)))
        .orderBy(auditLog.id);
      return rows.map(({ details }) => (details as SettingAudit).changes);
    };
    expect((await put(campus.provinceCode, 4_000, 3)).body.isApplied).toBe(true);
    const at = (code: string) => ({ count: 1, first: [code] });
    const [changes] = await changesOf(campus.provinceCode);
    expect(changes).toHaveLength(2);
    expect(changes).toEqual(
      expect.arrayContaining([
        { field: '1/feeFen', from: 3_000, to: 4_000, places: at(campus.code) },
        { field: '1/feeFen', from: 3_500, to: 4_000, places: at(second.code) },
      ]),
    );
    expect((await put(campus.schoolCode, 4_500, 3)).body.isApplied).toBe(true);
    expect(await changesOf(campus.schoolCode)).toEqual([[{ field: '1/feeFen', from: 4_000, to: 4_500 }]]);
  });

  it('are refused for a subject or a place that there is not, and where nobody offers the subject', async () => {
    const { id, campus, province } = await mintSchool();
    const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
    const put = (who: typeof centre, subject: string, scope: string) =>
      who.call<Refused>('PUT', `/exam-sessions/${id}/subjects/${subject}/terms?preview=true`, {
        scope,
        feeFen: 2_500,
      });
    const { provinceCode } = campus;
    expect(flawsOf(await put(province, 'Q', provinceCode))).toEqual([['SUBJECT_UNKNOWN', 'Q']]);
    expect(flawsOf(await put(province, '1', provinceCode))).toEqual([
      ['SUBJECT_NOT_OFFERED', `${provinceCode}/1`],
    ]);
    expect(await put(centre, '1', '00')).toMatchObject({ status: 404, body: { code: 'PLACE_UNKNOWN' } });
  });

  it('name who sits there from elsewhere, too', async () => {
    const { id, campus, province } = await mintSchool();
    const home = await mint.campus();
    const { id: offeringId } = await mint.offering(id, campus.code, '1');
    await db.update(seatPools).set({ free: 9, paid: 1 }).where(eq(seatPools.offeringId, offeringId));
    const passport = await mint.passport();
    const candidate = await mint.candidate({ examSessionId: id, campus: home, person: passport });
    const seats = [{ subject: '1', offeringId }];
    await mintPaidRegistration(api, { ...candidate, passportId: passport.id }, seats, { at: clock.now() });
    const path = `/exam-sessions/${id}/subjects/1/terms?preview=true`;
    const preview = await province.call<TermsAnswer>('PUT', path, {
      scope: campus.provinceCode,
      feeFen: 2_700,
    });
    expect(preview.body.impact).toMatchObject({ count: 1, first: [{ campus: home.code }] });
  });
});

describe('the window of a subject', () => {
  it('is set for a whole school at once, by the school too, inside registration at each campus', async () => {
    const { id, campus, school, set } = await mintSchool();
    const other = await mint.campus({ schoolCode: campus.schoolCode });
    for (const code of [campus.code, other.code]) await set(school, '1', { capacity: 5, version: 0 }, code);
    const put = (set_: object, more: object = {}, query = '') =>
      school.call<TermsAnswer & Refused>('PUT', `/exam-sessions/${id}/subjects/1/terms${query}`, {
        scope: campus.schoolCode,
        window: { ...window, ...set_ },
        ...more,
      });
    const preview = await put({ closesAt: inDays(4) }, {}, '?preview=true');
    expect(preview.body).toMatchObject({
      offerings: 2,
      changes: [{ field: '1/closesAt', from: window.closesAt, to: inDays(4) }],
    });
    expect((await put({ closesAt: inDays(4) }, { seenOfferings: 2 })).body.isApplied).toBe(true);
    expect(await db.select().from(offerings).where(eq(offerings.examSessionId, id))).toMatchObject([
      { closesAt: Date.parse(inDays(4)) },
      { closesAt: Date.parse(inDays(4)) },
    ]);
    expect(flawsOf(await put({ closesAt: inDays(400) }, { seenOfferings: 2 }))).toEqual(
      [campus.code, other.code].toSorted().map((code) => ['OFFERING_WINDOW_OUTSIDE', `${code}/1`]),
    );
    expect(
      flawsOf(await put({ opensAt: window.closesAt, closesAt: window.opensAt }, {}, '?preview=true')),
    ).toContainEqual(['OFFERING_WINDOW_EMPTY', `${campus.code}/1`]);
  });
});

describe('a subject', () => {
  it('is opened at every campus of a scope that does not offer it yet, by the count that was seen', async () => {
    const { id, campus, school, province, set } = await mintSchool();
    const [second, third] = [
      await mint.campus({ schoolCode: campus.schoolCode }),
      await mint.campus({ schoolCode: campus.schoolCode }),
    ];
    await set(province, '1', { feeFen: 3_000, examTime, capacity: 40, version: 0 });
    const open = (subject: string, more: object, query = '') =>
      school.call<OpeningsAnswer & Refused>(
        'POST',
        `/exam-sessions/${id}/subjects/${subject}/offerings${query}`,
        {
          scope: campus.schoolCode,
          window,
          capacity: 7,
          ...more,
        },
      );
    const preview = await open('1', {}, '?preview=true');
    expect(preview.body).toMatchObject({ isApplied: false, campuses: 2 });
    const named = [second, third].map(({ code }) => ({ code, name: { zh: `(${code})测试校区` } }));
    expect(preview.body.firstCampuses).toMatchObject(named);
    expect(flawsOf(await open('1', { seenCampuses: 3 }))).toEqual([['OFFERINGS_CHANGED', campus.schoolCode]]);
    expect(flawsOf(await open('1', { seenCampuses: 2, feeFen: 1 }))).toEqual([
      ['FEE_BY_PROVINCE', `${campus.schoolCode}/1`],
    ]);
    expect((await open('1', { seenCampuses: 2 })).body).toMatchObject({ isApplied: true, campuses: 2 });
    const added = await db
      .select()
      .from(offerings)
      .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
      .where(and(eq(offerings.examSessionId, id), inArray(offerings.campusCode, [second.code, third.code])));
    expect(added).toHaveLength(2);
    for (const row of added)
      expect(row).toMatchObject({
        offerings: { feeFen: 3_000, examStartsAt: Date.parse(examTime.startsAt) },
        seat_pools: { capacity: 7, free: 7 },
      });
    expect((await open('1', {})).body).toMatchObject({ isApplied: false, campuses: 0, changes: [] });
    // Only where another subject is offered already.
    await set(province, '2', { capacity: 1, version: 1 });
    expect((await open('F', { besides: '2' }, '?preview=true')).body.campuses).toBe(1);
    const late = { ...window, closesAt: inDays(400) };
    expect(flawsOf(await open('F', { besides: '2', window: late, seenCampuses: 1 }))).toEqual([
      ['OFFERING_WINDOW_OUTSIDE', `${campus.code}/F`],
    ]);
    expect((await open('F', { scope: campus.provinceCode, seenCampuses: 3 })).body.code).toBe('OUT_OF_SCOPE');
  });
});

it('a fee is changed where the province has narrowed its window since; the window is held to it when it is moved', async () => {
  const { id, campus, province, set } = await mintSchool();
  await set(province, '1', { feeFen: 3_000, examTime, capacity: 40, version: 0 });
  await mint.window(id, 'registration', campus.provinceCode, { opensIn: DAY_MS, closesIn: 4 * DAY_MS });
  const version = 1;
  const priced = await set(province, '1', { feeFen: 2_500, examTime, version });
  expect(priced.body).toMatchObject({ isApplied: true, changes: [{ field: '1/feeFen', to: 2_500 }] });
  const moved = await set(province, '1', {
    feeFen: 2_500,
    closesAt: inDays(4.5),
    version: priced.body.version,
  });
  expect(flawsOf(moved)).toEqual([['OFFERING_WINDOW_OUTSIDE', `${campus.code}/1`]]);
});
