import { eq } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { type OutboxMessage, outbox } from '../schema/index.ts';

export interface NewMessage {
  /** Identity of the message: a key that was used before adds no second one. */
  key: string;
  /** Messages of one subject are delivered in order. */
  subject: string;
  message: OutboxMessage;
  dueAt: Date;
}

/** Leaves messages to the relay, in the transaction that decided them. Nothing else writes the outbox. */
export async function leaveMessages(db: Pick<Database, 'insert'>, messages: NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await db.insert(outbox).values(messages).onConflictDoNothing({ target: outbox.key });
}

/**
 * Leaves a mail or text to a passport. Mails to the passport's own address are sent in order; mails to other addresses,
 * and texts, which are useless when late, do not wait for each other.
 */
export async function leaveMessage(
  db: Pick<Database, 'insert'>,
  key: string,
  message: Extract<OutboxMessage, { passportId: string }>,
  now: Date,
): Promise<void> {
  const inOrder = message.kind === 'mail' && message.sealedTo === undefined;
  const subject = inOrder ? `passport/${message.passportId}` : key;
  await leaveMessages(db, [{ key, subject, message, dueAt: now }]);
}

/** Withdraws a message that is not needed any more; one that was delivered already stays delivered. */
export async function forgetMessage(db: Database, key: string): Promise<void> {
  await db.delete(outbox).where(eq(outbox.key, key));
}
