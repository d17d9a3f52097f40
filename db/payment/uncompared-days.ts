import { and, eq, inArray, lt } from 'drizzle-orm';
import type { ComparisonDay } from '../../domain/payment/comparison-days.ts';
import type { GatewayName } from '../../domain/registration/state.ts';
import type { Reader } from '../reader.ts';
import { orders, reconciliations } from '../schema/index.ts';

/**
 * Finds which of some days no complete bill of a gateway was compared with, the earliest first; days from before the
 * gateway's first order need none.
 */
export async function uncomparedDays(
  db: Reader,
  gateway: GatewayName,
  days: ComparisonDay[],
): Promise<ComparisonDay[]> {
  const names = days.map(({ day }) => day);
  const rows = await db
    .select({ day: reconciliations.day, comparedAt: reconciliations.comparedAt })
    .from(reconciliations)
    .where(and(eq(reconciliations.gateway, gateway), inArray(reconciliations.day, names)));
  const comparedAt = new Map(rows.map((row) => [row.day, row.comparedAt]));
  const lacking = days.filter(({ day, billReadyAt }) => (comparedAt.get(day) ?? 0) < billReadyAt);
  for (const [index, { endsAt }] of lacking.entries())
    if (await hadOrders(db, gateway, endsAt)) return lacking.slice(index);
  return [];
}

async function hadOrders(db: Reader, gateway: GatewayName, before: number): Promise<boolean> {
  const found = await db
    .select({ orderNo: orders.orderNo })
    .from(orders)
    .where(and(eq(orders.gateway, gateway), lt(orders.openedAt, before)))
    .limit(1);
  return found.length > 0;
}
