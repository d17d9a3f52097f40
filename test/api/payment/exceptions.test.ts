import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { recordPaymentException } from '../../../db/registration/record-payment-exception.ts';
import { auditLog, orders, paymentExceptions, refunds } from '../../../db/schema/index.ts';
import type { PaymentExceptionKind } from '../../../domain/registration/payment-exception.ts';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import { isoInstant } from '../../../domain/time.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const { db, mint, clock } = api;
const examSession = await mint.examSession();
const campus = await mint.campus();
let orderCount = 0;

interface Line {
  id: number;
  kind: PaymentExceptionKind;
  orderNo: string;
  handled: { at: string; by: string; note: string } | null;
}

const signedIn = async (role: StaffRole = 'finance') => {
  const { account } = await mint.staff({ role });
  return { account, token: await mint.staffSignIn(account) };
};

/** An order of a candidate with a line about it. */
async function lineAbout(kind: PaymentExceptionKind = 'late') {
  const person = await mint.passport();
  const candidate = await mint.candidate({ examSessionId: examSession.id, campus, person });
  const orderNo = `20261121line${++orderCount}`;
  const at = clock.now();
  const owner = { registrationId: candidate.id, passportId: person.id };
  const common = { orderNo, ...owner, gateway: 'payease' as const, amountFen: 3_000 };
  await db.insert(orders).values({
    ...common,
    examSessionId: examSession.id,
    mode: 'written',
    lines: [],
    state: 'refunding',
    tradeNo: 'T1',
    openedAt: at,
    expiresAt: at,
    paidAt: at,
  });
  await db
    .insert(refunds)
    .values({ ...common, refundNo: `${orderNo}R1`, reason: 'late', state: 'requested', requestedAt: at });
  await recordPaymentException(db, { kind, orderNo, tradeNo: 'T1', amountFen: 3_000, foundAt: at });
  return { orderNo, person, candidate };
}

async function list(staff: string, query = '') {
  const response = await api.call('GET', `/api/staff/payment-exceptions${query}`, { staff });
  expect(response.status).toBe(200);
  return (await response.json()) as { exceptions: Line[]; nextCursor: number | null };
}

const lineOf = async (staff: string, orderNo: string) =>
  (await list(staff)).exceptions.find((line) => line.orderNo === orderNo)!;

const handle = (staff: string, id: number, note: unknown) =>
  api.call('POST', `/api/staff/payment-exceptions/${id}/handled`, { staff, body: { note } });

describe('lines for finance', () => {
  it('show the order, its refund, and the candidate masked', async () => {
    const { token } = await signedIn();
    const { orderNo, person, candidate } = await lineAbout();
    const line = await lineOf(token, orderNo);
    expect(line).toMatchObject({
      kind: 'late',
      tradeNo: 'T1',
      amountFen: 3_000,
      order: { gateway: 'payease', mode: 'written', state: 'refunding', registrationId: candidate.id },
      refund: { refundNo: `${orderNo}R1`, state: 'requested', amountFen: 3_000 },
      handled: null,
    });
    expect(JSON.stringify(line)).not.toContain(person.name);
    expect(JSON.stringify(line)).not.toContain(person.idNumber);
  });

  it('are listed also without an order of ours', async () => {
    const { token } = await signedIn();
    const foundAt = clock.now();
    await recordPaymentException(db, {
      kind: 'unknown-order',
      orderNo: 'nobodys',
      tradeNo: 'T9',
      amountFen: 1,
      foundAt,
    });
    expect(await lineOf(token, 'nobodys')).toMatchObject({ order: null, refund: null, candidate: null });
  });

  it('come in pages, newest first', async () => {
    const { token } = await signedIn();
    for (let count = 0; count < 3; count++) await lineAbout();
    const seen: number[] = [];
    let page = await list(token, '?limit=2');
    for (;;) {
      expect(page.exceptions.length).toBeLessThanOrEqual(2);
      seen.push(...page.exceptions.map(({ id }) => id));
      if (page.nextCursor === null) break;
      page = await list(token, `?limit=2&before=${page.nextCursor}`);
    }
    const all = await db.$count(paymentExceptions);
    expect(seen).toHaveLength(all);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  });

  it('are marked as handled with a note, once, and leave the list', async () => {
    const [mine, other] = [await signedIn(), await signedIn()];
    const { orderNo } = await lineAbout('wrong-amount');
    const { id } = await lineOf(mine.token, orderNo);
    const answers = await Promise.all([
      handle(mine.token, id, 'sent back by hand'),
      handle(other.token, id, 'sent back by hand, too'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    const [won, lost] = answers[0]!.status === 200 ? bodies : bodies.toReversed();
    expect(lost).toMatchObject({ code: 'EXCEPTION_HANDLED', handled: (won as Line).handled });

    expect(await lineOf(mine.token, orderNo)).toBeUndefined();
    const handled = await list(mine.token, '?state=handled');
    expect(handled.exceptions.find((line) => line.id === id)).toMatchObject({
      handled: { at: isoInstant(clock.now()), by: (won as Line).handled?.by },
    });
    const [row] = await db.select().from(paymentExceptions).where(eq(paymentExceptions.id, id));
    expect(row?.note).not.toContain('sent back');
    const audit = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `payment-exception/${id}`));
    expect(audit).toMatchObject([
      { action: 'paymentExceptionHandled', details: { kind: 'wrong-amount', orderNo } },
    ]);
  });

  it('are refused without a note, and unknown ones are not found', async () => {
    const { token } = await signedIn();
    const { orderNo } = await lineAbout();
    const { id } = await lineOf(token, orderNo);
    for (const note of ['', '  ', undefined, 'x'.repeat(501)])
      expect((await handle(token, id, note)).status).toBe(400);
    expect((await handle(token, 999_999, 'done')).status).toBe(404);
    expect((await handle(token, 0, 'done')).status).toBe(400);
  });

  it.each(['reviewer', 'schoolAdmin', 'provinceAdmin', 'support'] as const)(
    'are not for %s: STAFF_ONLY',
    async (role) => {
      const { token } = await signedIn(role);
      const { orderNo } = await lineAbout();
      const { id } = await lineOf((await signedIn()).token, orderNo);
      const answers = [
        await api.call('GET', '/api/staff/payment-exceptions', { staff: token }),
        await handle(token, id, 'done'),
      ];
      for (const answer of answers) {
        expect(answer.status).toBe(403);
        expect(await answer.json()).toMatchObject({ code: 'STAFF_ONLY' });
      }
    },
  );
});
