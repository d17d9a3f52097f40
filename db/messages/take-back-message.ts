import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { Instant } from '../../domain/time.ts';
import type { Reader } from '../reader.ts';
import { outbox } from '../schema/index.ts';

/**
 * Takes a message back that no relay has begun to deliver: it never leaves then. One that a relay is taking up at this moment
 * is waited for, and has left.
 * @returns whether it was there to be taken back
 */
export async function takeBackMessage(tx: Transaction, key: string): Promise<boolean> {
  const gone = await tx
    .delete(outbox)
    .where(and(eq(outbox.key, key), eq(outbox.attempts, 0)))
    .returning({ id: outbox.id });
  return gone.length > 0;
}

/** Tells when a message that nobody has begun to deliver leaves; null when there is none. */
export async function waitsUntil(db: Reader, key: string): Promise<Instant | null> {
  const [waiting] = await db
    .select({ dueAt: outbox.dueAt })
    .from(outbox)
    .where(and(eq(outbox.key, key), eq(outbox.attempts, 0)));
  return waiting?.dueAt ?? null;
}
