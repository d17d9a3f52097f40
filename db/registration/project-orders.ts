import { eq, inArray, sql } from 'drizzle-orm';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { isSettling, type Order, type Registration } from '../../domain/registration/state.ts';
import type { Transaction } from '../connect.ts';
import { recordPaymentException } from './record-payment-exception.ts';
import { orders, type PaymentExceptionKind, refunds } from '../schema/index.ts';

/** The owner of each order: registrations are deleted and bound anew, but orders keep the passport that opened them. */
export type OrderOwners = ReadonlyMap<string, string>;

interface Projection {
  registrationId: string;
  examSessionId: string;
  before: Registration;
  after: Registration;
  events: RegistrationEvent[];
  owners: OrderOwners;
  at: Date;
}

const EXCEPTION_OF_REFUND = { late: 'late', paidTwice: 'paid-twice', unknownOrder: 'unknown-order' } as const;

/** Updates the rows that finance reads (orders, refunds, exceptions) after a decision. */
export async function projectOrders(tx: Transaction, projection: Projection): Promise<void> {
  await Promise.all([
    upsertOrders(tx, projection),
    recordRefunds(tx, projection),
    recordExceptions(tx, projection),
  ]);
}

/** Reads the owners of the orders whose money these events send back. */
export async function readOrderOwners(tx: Transaction, events: RegistrationEvent[]): Promise<OrderOwners> {
  const orderNos = events.flatMap((event) =>
    event.type === 'refundRequested' || event.type === 'refunded' ? [event.orderNo] : [],
  );
  if (orderNos.length === 0) return new Map();
  const rows = await tx
    .select({ orderNo: orders.orderNo, passportId: orders.passportId })
    .from(orders)
    .where(inArray(orders.orderNo, orderNos));
  return new Map(rows.map(({ orderNo, passportId }) => [orderNo, passportId]));
}

async function upsertOrders(tx: Transaction, { before, after, registrationId, examSessionId }: Projection) {
  const passportId = after.passportId ?? before.passportId;
  const changed = after.orders.filter((order) => !before.orders.includes(order));
  const own = passportId === null ? [] : changed.filter((order) => order.entryIds.length > 0);
  await updateMoney(
    tx,
    changed.filter((order) => !own.includes(order)),
  );
  if (passportId === null || own.length === 0) return;
  await tx
    .insert(orders)
    .values(
      own.map((order) => ({
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

/** Updates the orders of a registration that is over: their rows exist already, and only their money changes. */
async function updateMoney(tx: Transaction, changed: Order[]) {
  for (const { orderNo, state, tradeNo, paidAt } of changed) {
    await tx
      .update(orders)
      .set({
        state,
        ...(tradeNo === undefined ? {} : { tradeNo }),
        ...(paidAt === undefined ? {} : { paidAt: new Date(paidAt) }),
      })
      .where(eq(orders.orderNo, orderNo));
  }
}

function linesOf(order: Order, registration: Registration) {
  return order.entryIds.flatMap((id) => {
    const entry = registration.entries.find((candidate) => candidate.id === id);
    return entry ? [{ entryId: id, subject: entry.subject, campus: entry.campus, feeFen: entry.feeFen }] : [];
  });
}

async function recordRefunds(
  tx: Transaction,
  { before, after, registrationId, events, owners, at }: Projection,
) {
  for (const event of events) {
    if (event.type === 'refundRequested') {
      await tx
        .insert(refunds)
        .values({
          refundNo: event.refund.refundNo,
          orderNo: event.orderNo,
          registrationId,
          passportId: owners.get(event.orderNo) ?? after.passportId ?? before.passportId ?? '',
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
    if (event.type === 'refundRequested')
      await listPayment(tx, EXCEPTION_OF_REFUND[event.refund.reason], event, at);
    if (event.type === 'amountMismatched') await listPayment(tx, 'wrong-amount', event, at);
    if (event.type === 'paidAgain') await listPayment(tx, 'paid-twice', event, at);
  }
}

function listPayment(
  tx: Transaction,
  kind: PaymentExceptionKind,
  { orderNo, tradeNo, amountFen }: { orderNo: string; tradeNo: string; amountFen: number },
  foundAt: Date,
): Promise<void> {
  return recordPaymentException(tx, { kind, orderNo, tradeNo, amountFen, foundAt });
}
