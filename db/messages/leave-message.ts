import { candidateActor } from '../../domain/actor.ts';
import type { OutboxMessage, PersonalMessage } from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { outbox } from '../schema/index.ts';

export interface NewMessage {
  /** Identity of the message: a key that was used before adds no second one. */
  key: string;
  /** Messages of one subject are delivered in order. */
  subject: string;
  message: OutboxMessage;
  dueAt: Instant;
}

/** Leaves messages to the relay, in the transaction that decided them. Nothing else writes the outbox. */
export async function leaveMessages(db: Pick<Database, 'insert'>, messages: NewMessage[]): Promise<void> {
  for (const write of messagesLeft(db, messages)) await write;
}

/** Makes the write that leaves messages to the relay; none when there are none. */
export function messagesLeft(db: Pick<Database, 'insert'>, messages: NewMessage[]) {
  if (messages.length === 0) return [];
  return [db.insert(outbox).values(messages).onConflictDoNothing({ target: outbox.key })];
}

/**
 * Leaves a mail or text to a passport. Mails to the passport's own address are sent in order; mails to other addresses,
 * and texts, which are useless when late, do not wait for each other.
 */
export async function leaveMessage(
  db: Pick<Database, 'insert'>,
  message: PersonalMessage,
  now: Instant,
): Promise<void> {
  for (const write of messageLeft(db, message, now)) await write;
}

/** Makes the write that leaves a mail or text to a passport, see `leaveMessage`. */
export function messageLeft(db: Pick<Database, 'insert'>, { key, message }: PersonalMessage, now: Instant) {
  const inOrder = message.kind === 'mail' && message.sealedTo === undefined;
  const subject = inOrder ? candidateActor(message.passportId) : key;
  return messagesLeft(db, [{ key, subject, message, dueAt: now }]);
}
