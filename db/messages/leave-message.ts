import type { Database } from '../connect.ts';
import { type OutboxMessage, outbox } from '../schema/index.ts';

/**
 * Leaves a mail or text to the relay. Mails to the passport's own address are sent in order; mails to other addresses,
 * and texts, which are useless when late, do not wait for each other.
 * @param key identity of the message: a key that was used before adds no second one
 */
export async function leaveMessage(
  db: Pick<Database, 'insert'>,
  key: string,
  message: Extract<OutboxMessage, { passportId: string }>,
  now: Date,
): Promise<void> {
  const inOrder = message.kind === 'mail' && message.sealedTo === undefined;
  await db
    .insert(outbox)
    .values({ key, subject: inOrder ? `passport/${message.passportId}` : key, message, dueAt: now });
}
