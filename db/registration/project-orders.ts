import { inArray, type SQLWrapper, sql } from 'drizzle-orm';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { evolve } from '../../domain/registration/evolve.ts';
import { askAgainAt } from '../../domain/registration/gateway-questions.ts';
import { isSettling, type Order, type Registration } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { orders } from '../schema/index.ts';
import { paymentsListed } from './record-payment-exception.ts';
import { moneyUpdated } from './update-money.ts';
import { refundsWritten } from './write-refunds.ts';

/** The owner of each order: registrations are deleted and bound anew, but orders keep the passport that opened them. */
export type OrderOwners = ReadonlyMap<string, string>;

/** A decision, as finance follows it. */
interface Projected {
  registrationId: string;
  examSessionId: string;
  before: Registration;
  events: RegistrationEvent[];
  at: Instant;
}

/** Makes the writes of the rows that finance reads (orders, refunds, exceptions) after a decision. */
export function ordersProjected(tx: Transaction, decided: Projected, owners: OrderOwners): SQLWrapper[] {
  const { registrationId, before, events, at } = decided;
  const after = undeleted(decided);
  const boundTo = after.passportId ?? before.passportId ?? '';
  return [
    ...ordersUpserted(tx, decided, after),
    ...refundsWritten(tx, events, {
      registrationId,
      ownerOf: (orderNo) => owners.get(orderNo) ?? boundTo,
      at,
    }),
    ...paymentsListed(tx, events, at),
  ];
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

function ordersUpserted(
  tx: Transaction,
  { before, registrationId, examSessionId }: Projected,
  after: Registration,
): SQLWrapper[] {
  const passportId = after.passportId ?? before.passportId;
  const changed = after.orders.filter((order) => !before.orders.includes(order));
  const own = passportId === null ? [] : changed.filter((order) => order.entryIds.length > 0);
  const money = moneyUpdated(
    tx,
    changed.filter((order) => !own.includes(order)),
  );
  if (passportId === null || own.length === 0) return money;
  const upserted = tx
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
        openedAt: order.openedAt,
        expiresAt: order.expiresAt,
        paidAt: order.paidAt === undefined ? null : order.paidAt,
        askDueAt: askAgainAt(order, order.askedAt ?? order.openedAt),
        askedAt: order.askedAt ?? null,
      })),
    )
    .onConflictDoUpdate({
      target: orders.orderNo,
      set: {
        state: sql`excluded.state`,
        tradeNo: sql`excluded.trade_no`,
        paidAt: sql`excluded.paid_at`,
        askDueAt: sql`excluded.ask_due_at`,
        askedAt: sql`greatest(${orders.askedAt}, excluded.asked_at)`,
      },
    });
  return [...money, upserted];
}

function linesOf(order: Order, registration: Registration) {
  return order.entryIds.flatMap((id) => {
    const entry = registration.entries.find((candidate) => candidate.id === id);
    return entry ? [{ entryId: id, subject: entry.subject, campus: entry.campus, feeFen: entry.feeFen }] : [];
  });
}
