import { eq } from 'drizzle-orm';
import type { Payment } from '../../domain/registration/commands.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { writePayment } from '../registration/payment-proof.ts';
import { orders } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

/** Stores the notice that a gateway took money, for the relay. The same payment again changes nothing. */
export async function storeNotice(
  db: Database,
  vault: Vault,
  noticeId: string,
  payment: Payment,
  now: Instant,
): Promise<void> {
  await writePayment(db, vault, { payment, noticeId, now, again: 'toldIfNew' });
}

/**
 * Has a registration told of a payment that we found at the gateway ourselves, even if it was told before without effect.
 * @param found on its bill of a day, or in its answer to our question
 */
export async function tellOfPayment(
  db: Database,
  vault: Vault,
  found: 'bill' | 'asked',
  payment: Payment,
  now: Instant,
): Promise<void> {
  await writePayment(db, vault, { payment, noticeId: `${found}/${payment.orderNo}`, now, again: 'told' });
}

/** Reads the amount that an order must be paid with; null when there is no such order. */
export async function readOrderAmount(db: Database, orderNo: string): Promise<number | null> {
  const [order] = await db
    .select({ amountFen: orders.amountFen })
    .from(orders)
    .where(eq(orders.orderNo, orderNo));
  return order?.amountFen ?? null;
}
