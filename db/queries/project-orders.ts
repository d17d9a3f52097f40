import { eq, sql } from 'drizzle-orm';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { isSettling, type Order, type Registration } from '../../domain/registration/state.ts';
import type { Transaction } from '../connect.ts';
import { orders, paymentExceptions, type PaymentExceptionKind, refunds } from '../schema/index.ts';

interface Projection {
  registrationId: string;
  examSessionId: string;
  before: Registration;
  after: Registration;
  events: RegistrationEvent[];
  at: Date;
}

const EXCEPTION_OF_REFUND = { late: 'late', paidTwice: 'paid-twice', unknownOrder: 'unknown-order' } as const;

/** Lets the rows finance reads follow what was decided: orders, refunds, exceptions. */
export async function projectOrders(tx: Transaction, projection: Projection): Promise<void> {
  await Promise.all([
    upsertOrders(tx, projection),
    recordRefunds(tx, projection),
    recordExceptions(tx, projection),
  ]);
}

async function upsertOrders(tx: Transaction, { before, after, registrationId, examSessionId }: Projection) {
  const passportId = after.passportId ?? before.passportId;
  const changed = after.orders.filter((order) => !before.orders.includes(order) && order.entryIds.length > 0);
  if (changed.length === 0) return;
  if (passportId === null) return updateStates(tx, changed);
  await tx
    .insert(orders)
    .values(
      changed.map((order) => ({
        orderNo: order.orderNo,
        registrationId,
        examSessionId,
        passportId,
        gateway: order.gateway,
        mode: order.mode,
        amountFen: order.amountFen,
        lines: linesOf(order, after),
        state: isSettling(order) ? ('settling' as const) : order.state,
        tradeNo: order.tradeNo ?? null,
        openedAt: new Date(order.openedAt),
        expiresAt: new Date(order.expiresAt),
        paidAt: order.paidAt === undefined ? null : new Date(order.paidAt),
      })),
    )
    .onConflictDoUpdate({
      target: orders.orderNo,
      set: { state: sql`excluded.state`, tradeNo: sql`excluded.trade_no`, paidAt: sql`excluded.paid_at` },
    });
}

/** After deletion only refunds go on, and their orders are there already. */
async function updateStates(tx: Transaction, changed: Order[]) {
  for (const { orderNo, state } of changed)
    await tx.update(orders).set({ state }).where(eq(orders.orderNo, orderNo));
}

function linesOf(order: Order, registration: Registration) {
  return order.entryIds.flatMap((id) => {
    const entry = registration.entries.find((candidate) => candidate.id === id);
    return entry ? [{ entryId: id, subject: entry.subject, campus: entry.campus, feeFen: entry.feeFen }] : [];
  });
}

async function recordRefunds(tx: Transaction, { before, after, registrationId, events, at }: Projection) {
  for (const event of events) {
    if (event.type === 'refundRequested') {
      await tx
        .insert(refunds)
        .values({
          refundNo: event.refund.refundNo,
          orderNo: event.orderNo,
          registrationId,
          passportId: (after.passportId ?? before.passportId) || '',
          gateway: event.gateway,
          amountFen: event.amountFen,
          reason: event.refund.reason,
          state: 'requested',
          requestedAt: at,
        })
        .onConflictDoNothing();
    } else if (event.type === 'refunded') {
      await tx
        .update(refunds)
        .set({ state: 'done', doneAt: at })
        .where(sql`${refunds.refundNo} = ${event.refundNo}`);
    }
  }
}

async function recordExceptions(tx: Transaction, { events, at }: Projection) {
  for (const event of events) {
    if (event.type !== 'refundRequested' && event.type !== 'amountMismatched') continue;
    const kind: PaymentExceptionKind =
      event.type === 'amountMismatched' ? 'wrong-amount' : EXCEPTION_OF_REFUND[event.refund.reason];
    await recordPaymentException(tx, { kind, ...event, foundAt: at });
  }
}

/** Lists a payment for finance, once per kind, order and trade. */
export async function recordPaymentException(
  tx: Pick<Transaction, 'insert'>,
  { kind, orderNo, tradeNo, amountFen, foundAt }: typeof paymentExceptions.$inferInsert,
): Promise<void> {
  await tx
    .insert(paymentExceptions)
    .values({ kind, orderNo, tradeNo, amountFen, foundAt })
    .onConflictDoNothing();
}
