import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Dashboard } from '../../../api/dashboard/schemas.ts';
import { foldAllDeltas } from '../../../db/dashboard/fold-deltas.ts';
import { recordPaymentException } from '../../../db/registration/record-payment-exception.ts';
import { orders, registrations, seatPools } from '../../../db/schema/index.ts';
import { EMPTY_REGISTRATION, type Stage } from '../../../domain/registration/state.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import type { MintedCampus } from '../../support/factories.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const { db, mint, clock } = api;
const { id: examSession } = await mint.examSession();
const campus = await mint.campus();
const sister = await mint.campus({ provinceCode: campus.provinceCode });
const abroad = await mint.campus();
const { id: offeringId } = await mint.offering(examSession, campus.code, '1', { capacity: 10 });
await db
  .update(seatPools)
  .set({ free: 6, held: 1, paid: 3, waiting: 2 })
  .where(eq(seatPools.offeringId, offeringId));
await mint.offering(examSession, sister.code, '2', { capacity: 5 });

/** Mints somebody who has come to a stage, and paid when told to. */
async function person(at: MintedCampus, stage: Stage, { savedAgo = 0, paid = false } = {}) {
  const passport = await mint.passport();
  const candidate = await mint.candidate({ examSessionId: examSession, campus: at, person: passport });
  if (stage === 'none') return { passport, candidate };
  await mint.registration(candidate, passport.id);
  const savedAt = clock.now() - savedAgo;
  const state = { ...EMPTY_REGISTRATION, version: 1, passportId: passport.id, savedAt };
  await db.update(registrations).set({ stage, state }).where(eq(registrations.id, candidate.id));
  if (paid)
    await db.insert(orders).values({
      orderNo: `no-${candidate.id}`,
      registrationId: candidate.id,
      examSessionId: examSession,
      passportId: passport.id,
      gateway: 'alipay',
      mode: 'written',
      amountFen: 3_000,
      lines: [],
      state: 'paid',
      openedAt: savedAt,
      expiresAt: savedAt,
      paidAt: savedAt + HOUR_MS,
    });
  return { passport, candidate };
}

await person(campus, 'none');
await person(campus, 'saved');
await person(campus, 'unpaid', { savedAgo: DAY_MS });
const payer = await person(campus, 'paid', { savedAgo: DAY_MS, paid: true });
await person(sister, 'paid', { savedAgo: 2 * DAY_MS, paid: true });
await person(abroad, 'saved');
await mint.review(payer.candidate, payer.passport, 'pending');
const found = { tradeNo: '1', amountFen: 3_000, foundAt: clock.now() };
await recordPaymentException(db, { ...found, kind: 'late', orderNo: `no-${payer.candidate.id}` });
await recordPaymentException(db, { ...found, kind: 'unknown-order', orderNo: 'no order of ours' });
await foldAllDeltas(db);

const signedIn = async (role: 'centreAdmin' | 'provinceAdmin' | 'schoolAdmin', scope: string) =>
  mint.staffSignIn((await mint.staff({ role, scope })).account);
const centre = await signedIn('centreAdmin', '*');
const province = await signedIn('provinceAdmin', campus.provinceCode);
const school = await signedIn('schoolAdmin', campus.schoolCode);
const look = (staff: string, query = '', headers = {}) =>
  api.get(`/api/staff/dashboard?examSession=${examSession}${query}`, { staff, headers });
const shown = async (staff: string, query = '') => (await (await look(staff, query)).json()) as Dashboard;

describe('a dashboard', () => {
  it("has the figures of one's own scope", async () => {
    expect(await shown(school)).toMatchObject({
      examSession,
      scope: campus.schoolCode,
      steps: { rolled: 4, saved: 3, held: 2, paid: 1 },
      reviewsWaiting: 1,
      waiting: 2,
      exceptions: [{ kind: 'late', count: 1 }],
      places: [{ code: campus.code, steps: null, reviewsWaiting: null, waiting: 2 }],
      subjects: [{ code: '1' }],
      seats: [
        { place: campus.code, subject: '1', capacity: 10, free: 6, held: 1, offered: 0, paid: 3, waiting: 2 },
      ],
    });
    expect(await shown(province)).toMatchObject({
      steps: { rolled: 5, saved: 4, held: 3, paid: 2 },
      places: [
        { code: campus.schoolCode, steps: { rolled: 4, paid: 1 }, reviewsWaiting: 1, waiting: 2 },
        { code: sister.schoolCode, steps: { rolled: 1, paid: 1 }, reviewsWaiting: 0, waiting: 0 },
      ],
    });
    const all = await shown(centre);
    expect(all).toMatchObject({ scope: '*', name: null, steps: { rolled: 6, saved: 5, held: 3, paid: 2 } });
    // What belongs to no order of ours is seen by the centre alone.
    expect(all.exceptions).toEqual([
      { kind: 'late', count: 1 },
      { kind: 'unknown-order', count: 1 },
    ]);
    expect(all.places.map(({ code, steps }) => [code, steps?.saved])).toEqual(
      expect.arrayContaining([
        [campus.provinceCode, 4],
        [abroad.provinceCode, 1],
      ]),
    );
  });

  it('counts by day and by hour, up to now', async () => {
    const { registrations: days, payments } = await shown(school);
    expect(days.map(({ count, total }) => [count, total])).toEqual([
      [2, 2],
      [1, 3],
    ]);
    expect(payments.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(3_000);
    const byHour = await shown(school, '&by=hour');
    expect(byHour.registrations).toHaveLength(48);
    expect(byHour.registrations.at(-1)).toEqual({
      from: isoInstant(Math.floor(clock.now() / HOUR_MS) * HOUR_MS),
      count: 1,
      total: 3,
    });
  });

  it('shows a place inside the own scope, and none outside of it', async () => {
    expect((await shown(centre, `&scope=${campus.schoolCode}`)).steps.rolled).toBe(4);
    expect((await shown(province, `&scope=${sister.schoolCode}`)).steps.rolled).toBe(1);
    expect(await refusal(await look(school, `&scope=${sister.schoolCode}`))).toEqual({
      status: 404,
      code: 'NOT_FOUND',
    });
    expect(await refusal(await look(school, `&scope=${campus.provinceCode}`))).toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
    expect(await refusal(await look(centre, '&scope=00'))).toMatchObject({ code: 'PLACE_UNKNOWN' });
  });

  it('is answered with 304 until something is counted', async () => {
    const etag = (await look(school)).headers.get('etag') ?? '';
    const again = () => look(school, '', { 'If-None-Match': etag });
    expect((await again()).status).toBe(304);
    await person(campus, 'saved');
    clock.advance(3_000);
    // What is not folded is not shown.
    expect((await again()).status).toBe(304);
    await foldAllDeltas(db);
    clock.advance(3_000);
    const renewed = await again();
    expect([renewed.status, ((await renewed.json()) as Dashboard).steps.saved]).toEqual([200, 4]);
  });

  it('says of which exam session a file is, also where none was named', async () => {
    const of = async (asked: string) =>
      (await exportedFile(api, `/api/staff/dashboard/exports?chart=steps${asked}`, school))
        .toString()
        .split('\r\n')[0];
    expect(await of(`&examSession=${examSession}`)).toContain(`考次：${examSession}`);
    expect(await of('')).toMatch(/考次：\S/);
  });

  it('gives each chart as a file', async () => {
    const linesOf = async (chart: string) =>
      (
        await exportedFile(
          api,
          `/api/staff/dashboard/exports?examSession=${examSession}&chart=${chart}`,
          school,
        )
      )
        .toString()
        .trimEnd()
        .split('\r\n')
        .slice(1);
    expect(await linesOf('steps')).toEqual([
      '"环节","环节代码","人数"',
      '"在学籍","rolled",5',
      '"已保存报名","saved",4',
      '"有座位","held",2',
      '"已支付","paid",1',
      '"结束",4',
    ]);
    expect(await linesOf('seats')).toContain(
      `"${campus.code}","(${campus.code})测试校区","1","英语四级笔试",10,6,1,0,3,2`,
    );
    for (const chart of ['registrations', 'payments', 'places', 'exceptions'])
      expect((await linesOf(chart)).length).toBeGreaterThan(2);
  });
});
