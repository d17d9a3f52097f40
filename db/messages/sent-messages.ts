import { and, asc, desc, inArray, lt, sql } from 'drizzle-orm';
import type {
  MailTemplate,
  MessageChannel,
  MessageOutcome,
  TextTemplate,
} from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { outbox, sentMessages } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

const MAX_MESSAGES = 200;

/** A mail or text to a passport, on its way or not. */
export interface MessageRecord {
  channel: MessageChannel;
  template: MailTemplate | TextTemplate;
  outcome: MessageOutcome | 'waiting';
  /** Masked. */
  to: string | null;
  /** When it was sent or given up; of one that waits, when it is tried next. */
  at: Instant;
}

/** Lists the mails and texts to some passports: those that wait, then the others, the newest first. */
export async function listMessages(
  db: Reader,
  vault: Vault,
  passportIds: string[],
): Promise<MessageRecord[]> {
  if (passportIds.length === 0) return [];
  const [waiting, done] = await Promise.all([
    db
      .select({ message: outbox.message, at: outbox.dueAt })
      .from(outbox)
      .where(
        and(
          inArray(sql`(${outbox.message} ->> 'passportId')`, passportIds),
          sql`${outbox.abandonedAt} is null`,
        ),
      )
      .orderBy(asc(outbox.id))
      .limit(MAX_MESSAGES),
    db
      .select()
      .from(sentMessages)
      .where(inArray(sentMessages.passportId, passportIds))
      .orderBy(desc(sentMessages.at))
      .limit(MAX_MESSAGES),
  ]);
  return [
    ...waiting.flatMap(({ message, at }) =>
      'passportId' in message
        ? [{ channel: message.kind, template: message.template, outcome: 'waiting' as const, to: null, at }]
        : [],
    ),
    ...done.map(({ key, channel, template, outcome, sealedTo, at }) => ({
      channel,
      template,
      outcome,
      to: sealedTo === null ? null : vault.open<string>(SEALED.sentTo(key), sealedTo),
      at,
    })),
  ];
}

/** Deletes one batch of what became of messages long enough ago. @returns how many rows went */
export async function forgetSentMessages(
  db: Database,
  older: { than: Instant; batch: number },
): Promise<number> {
  const old = db
    .select({ key: sentMessages.key })
    .from(sentMessages)
    .where(lt(sentMessages.at, older.than))
    .orderBy(asc(sentMessages.at))
    .limit(older.batch);
  const gone = await db
    .delete(sentMessages)
    .where(inArray(sentMessages.key, old))
    .returning({ key: sentMessages.key });
  return gone.length;
}
