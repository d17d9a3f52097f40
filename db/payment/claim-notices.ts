import { eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { instantValue } from '../schema/instant.ts';
import { gatewayNotices, orders, registrations } from '../schema/index.ts';

export type NoticeRow = typeof gatewayNotices.$inferSelect;

/** Claims due notices for a limited time, oldest first. */
export async function claimNotices(
  db: Database,
  now: Instant,
  lease: { untilAt: Instant; limit: number },
): Promise<NoticeRow[]> {
  const due = sql`(
    select notice.id from ${gatewayNotices} notice
    where notice.relayed_at is null and notice.due_at <= ${instantValue(now)}
    order by notice.id limit ${lease.limit} for update skip locked)`;
  return db
    .update(gatewayNotices)
    .set({ dueAt: lease.untilAt, attempts: sql`${gatewayNotices.attempts} + 1` })
    .where(inArray(gatewayNotices.id, due))
    .returning();
}

export async function markRelayed(db: Database, id: number, relayedAt: Instant): Promise<void> {
  await db.update(gatewayNotices).set({ relayedAt }).where(eq(gatewayNotices.id, id));
}

export async function postponeNotice(db: Database, id: number, dueAt: Instant): Promise<void> {
  await db.update(gatewayNotices).set({ dueAt }).where(eq(gatewayNotices.id, id));
}

/** Reads the registration an order belongs to, in its current state. */
export async function registrationOfOrder(db: Database, orderNo: string) {
  const [row] = await db
    .select({ registration: registrations })
    .from(orders)
    .innerJoin(registrations, eq(registrations.id, orders.registrationId))
    .where(eq(orders.orderNo, orderNo));
  return row?.registration;
}
