import { inArray, sql } from 'drizzle-orm';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { evolve } from '../../domain/registration/evolve.ts';
import { isSettling, type Order, type Registration } from '../../domain/registration/state.ts';
import type { Transaction } from '../connect.ts';
import { orders } from '../schema/index.ts';
import { listPayments } from './record-payment-exception.ts';
import { updateMoney } from './update-money.ts';
import { writeRefunds } from './write-refunds.ts';

/** The owner of each order: registrations are deleted and bound anew, but orders keep the passport that opened them. */
export type OrderOwners = ReadonlyMap<string, string>;

/** A decision, as finance follows it. */
interface Projected {
  registrationId: string;
  examSessionId: string;
  before: Registration;
  events: RegistrationEvent[];
  at: Date;
}

/** Updates the rows that finance reads (orders, refunds, exceptions) after a decision. */
export async function projectOrders(tx: Transaction, decided: Projected, owners: OrderOwners): Promise<void> {
  const { registrationId, before, events, at } = decided;
  const after = undeleted(decided);
  const boundTo = after.passportId ?? before.passportId ?? '';
  await Promise.all([
    upsertOrders(tx, decided, after),
    writeRefunds(tx, events, { registrationId, ownerOf: (orderNo) => owners.get(orderNo) ?? boundTo, at }),
    listPayments(tx, events, at),
  ]);
}

/**
 * Computes the state without the deletion: orders outlive their registration, so the effect of its last decision on
 * them is recorded too.
 */
function undeleted({ before, events }: Projected): Registration {
  return evolve(
    before,
    events.filter((event) => event.type !== 'deleted'),
  );
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

async function upsertOrders(
  tx: Transaction,
  { before, registrationId, examSessionId }: Projected,
  after: Registration,
) {
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

function linesOf(order: Order, registration: Registration) {
  return order.entryIds.flatMap((id) => {
    const entry = registration.entries.find((candidate) => candidate.id === id);
    return entry ? [{ entryId: id, subject: entry.subject, campus: entry.campus, feeFen: entry.feeFen }] : [];
  });
}
