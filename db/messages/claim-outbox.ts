import { eq, inArray, sql } from 'drizzle-orm';
import type { MessageOutcome, OutboxLane, OutboxMessage } from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { instantValue } from '../schema/instant.ts';
import { together } from '../together.ts';
import { outbox, sentMessages } from '../schema/index.ts';

export type OutboxRow = typeof outbox.$inferSelect;

/**
 * Claims due messages of a lane for a limited time: the oldest of each subject, so that messages of one subject stay in order.
 * A relay that died keeps its messages until their lease ends; then the next one takes them.
 */
export async function claimOutbox(
  db: Database,
  lane: OutboxLane,
  now: Instant,
  lease: { untilAt: Instant; limit: number },
): Promise<OutboxRow[]> {
  const due = sql`(
    select message.id from ${outbox} message
    where message.abandoned_at is null and message.lane = ${lane} and message.due_at <= ${instantValue(now)}
      and not exists (
        select from ${outbox} earlier
        where earlier.subject = message.subject and earlier.id < message.id and earlier.abandoned_at is null)
    order by message.id limit ${lease.limit} for update skip locked)`;
  return db
    .update(outbox)
    .set({ dueAt: lease.untilAt, attempts: sql`${outbox.attempts} + 1` })
    .where(inArray(outbox.id, due))
    .returning();
}

/**
 * Forgets a message that was delivered. Of one to a passport it is noted, in the same statement, what became of it.
 * @param sentTo where it went, masked and sealed; null: nowhere
 */
export async function forgetDelivered(
  db: Database,
  { id, key, message }: OutboxRow,
  sentTo: string | null,
  now: Instant,
): Promise<void> {
  const gone = db.delete(outbox).where(eq(outbox.id, id));
  if (!isToPassport(message)) await gone;
  else {
    const outcome = sentTo === null ? 'unsent' : 'sent';
    await together(db, [gone, noted(db, { key, message, outcome, sentTo, now })]);
  }
}

export async function postponeMessage(db: Database, id: number, dueAt: Instant): Promise<void> {
  await db.update(outbox).set({ dueAt }).where(eq(outbox.id, id));
}

/** Gives a message up and leaves it to a person. */
export async function abandonMessage(
  db: Database,
  { id, key, message }: OutboxRow,
  now: Instant,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(outbox).set({ abandonedAt: now }).where(eq(outbox.id, id));
    if (isToPassport(message)) await noted(tx, { key, message, outcome: 'failed', sentTo: null, now });
  });
}

type ToPassport = Extract<OutboxMessage, { passportId: string }>;

function isToPassport(message: OutboxMessage): message is ToPassport {
  return 'passportId' in message;
}

/** Makes the write that notes what became of a message; one that was given up may be sent later. */
function noted(
  db: Pick<Database, 'insert'>,
  given: { key: string; message: ToPassport; outcome: MessageOutcome; sentTo: string | null; now: Instant },
) {
  const { key, message, now: at, outcome, sentTo: sealedTo } = given;
  const { kind: channel, template, passportId } = message;
  const became = { outcome, sealedTo, at };
  return db
    .insert(sentMessages)
    .values({ key, passportId, channel, template, ...became })
    .onConflictDoUpdate({ target: sentMessages.key, set: became });
}
