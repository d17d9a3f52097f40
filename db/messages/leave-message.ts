import type { Database } from '../connect.ts';
import { type OutboxMessage, outbox } from '../schema/index.ts';

/**
 * Leaves a mail or text to the relay. Mails to the passport's own address keep their order; what goes elsewhere, and
 * texts, which are worth nothing late, wait for nothing.
 * @param key identity of the message: the same one is left once
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
