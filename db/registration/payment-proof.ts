import { and, eq, sql } from 'drizzle-orm';
import type { Payment } from '../../domain/registration/commands.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { gatewayNotices } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

type Row = Pick<
  typeof gatewayNotices.$inferSelect,
  'gateway' | 'orderNo' | 'tradeNo' | 'amountFen' | 'paidAt' | 'proof'
>;

/** Makes the proof that a gateway told us of a payment. Whoever has the database alone can write the row, not the proof. */
export function paymentProof(vault: Vault, payment: Payment): string {
  return vault.prove('payment', provedText(payment));
}

/** Tells whether the row of a payment was written by us, on a gateway's word. */
export function isProvenRow(vault: Vault, row: Row): boolean {
  return vault.isProof('payment', provedText(row), row.proof);
}

function provedText({ gateway, orderNo, tradeNo, amountFen, paidAt }: Payment): string {
  return JSON.stringify([gateway, orderNo, tradeNo, amountFen, paidAt]);
}

/**
 * Tells whether a gateway itself has told us of a payment: by a verified notice, by its bill, or in answer to our
 * question. Order, trade, gateway and amount must be those of its row, and the row proved.
 */
export async function isProven(
  db: Reader,
  vault: Vault,
  { gateway, orderNo, tradeNo, amountFen }: Payment,
): Promise<boolean> {
  const [row] = await db
    .select()
    .from(gatewayNotices)
    .where(
      and(
        eq(gatewayNotices.gateway, gateway),
        eq(gatewayNotices.tradeNo, tradeNo),
        eq(gatewayNotices.orderNo, orderNo),
        eq(gatewayNotices.amountFen, amountFen),
      ),
    );
  return row !== undefined && isProvenRow(vault, row);
}

/** Keeps a gateway's answer to our question as proof of the payment. Nobody has to be told: whoever asked is answered. */
export async function keepAnswer(db: Database, vault: Vault, payment: Payment, now: Instant): Promise<void> {
  await writePayment(db, vault, { payment, noticeId: `asked/${payment.orderNo}`, now, again: 'asIs' });
}

/**
 * Writes what a gateway said of a payment, over whatever the row says of it so far.
 * @param written.again whether the registration is told again: whenever it is written, only if the row said something else,
 *   or never
 */
export async function writePayment(
  db: Database,
  vault: Vault,
  written: { payment: Payment; noticeId: string; now: Instant; again: 'told' | 'toldIfNew' | 'asIs' },
): Promise<void> {
  const { payment, noticeId, now, again } = written;
  const proof = paymentProof(vault, payment);
  const { amountFen, paidAt } = payment;
  const isNew = sql`${gatewayNotices.proof} is distinct from ${proof}`;
  await db
    .insert(gatewayNotices)
    .values({
      ...payment,
      noticeId,
      proof,
      receivedAt: now,
      dueAt: now,
      ...(again === 'asIs' && { relayedAt: now }),
    })
    .onConflictDoUpdate({
      target: [gatewayNotices.gateway, gatewayNotices.tradeNo, gatewayNotices.orderNo],
      set: { amountFen, paidAt, proof, ...(again !== 'asIs' && { relayedAt: null, dueAt: now }) },
      ...(again !== 'told' && { setWhere: isNew }),
    });
}
