import { and, eq, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { builtOnce, type Given } from '../built-once.ts';
import { jsonRow, jsonRows } from '../json-rows.ts';
import type { Reader } from '../reader.ts';
import { orders, passports, refunds } from '../schema/index.ts';

/** An order with its refund, if there is one. */
export type OrderRecord = typeof orders.$inferSelect & { refund: typeof refunds.$inferSelect | null };

const MAX_ORDERS = 50;

/**
 * Makes the column of the orders a person opened in an exam session, newest first, also under passports that were
 * rebound to this one. They stay theirs when the registration is deleted, and when somebody else registers for its
 * candidate.
 */
export function ordersOfPerson(passportId: SQLWrapper, examSessionId: SQLWrapper): SQL<OrderRecord[]> {
  const own = passportsOfPerson(passportId);
  const refund = jsonRow(
    getTableColumns(refunds),
    sql`from ${refunds} where ${refunds.orderNo} = ${orders.orderNo}`,
  );
  return jsonRows(
    { ...getTableColumns(orders), refund },
    sql`from (select * from ${orders} where passport_id = any(array(${own})) and exam_session_id = ${examSessionId}
      order by opened_at desc limit ${MAX_ORDERS}) as ${orders}`,
  );
}

/** Selects a person's passport and those that were rebound to it. */
function passportsOfPerson(passportId: SQLWrapper): SQL {
  return sql`
    with recursive own as (
      select ${passportId}::text as id
      union select passport.id from ${passports} passport join own on passport.rebound_to = own.id)
    select id from own`;
}

/** Finds the exam session of an order of a person; null when they have none of this number. */
export async function examSessionOfOrder(
  db: Reader,
  { passportId, orderNo }: { passportId: string; orderNo: string },
): Promise<string | null> {
  const own = passportsOfPerson(sql`${passportId}`);
  const [found] = await db
    .select({ examSessionId: orders.examSessionId })
    .from(orders)
    .where(and(eq(orders.orderNo, orderNo), sql`${orders.passportId} = any(array(${own}))`));
  return found?.examSessionId ?? null;
}

/** Lists the orders of a person, see `ordersOfPerson`. */
export async function listOrders(
  db: Reader,
  passportId: string,
  examSessionId: string,
): Promise<OrderRecord[]> {
  const [row] = await ordersRead(db, { passportId, examSessionId });
  return row?.orders ?? [];
}

const ordersRead = builtOnce(
  (db, { passportId, examSessionId }: Given<{ passportId: string; examSessionId: string }>) =>
    db.select({ orders: ordersOfPerson(passportId, examSessionId) }).from(sql`(select 1) as one`),
);
