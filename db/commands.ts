import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '../domain/actor.ts';
import type { CommandSubject } from '../domain/command-subject.ts';
import type { Instant } from '../domain/time.ts';
import type { Database, Transaction } from './connect.ts';
import { instantValue } from './schema/instant.ts';
import { type CommandAnswer, commands, commandSlots } from './schema/index.ts';

/** The identity of a command: its intent, and a hash of the content. */
export interface CommandIdentity {
  commandId: string;
  requestHash: string;
}

export interface RememberedAnswer {
  requestHash: string;
  subject: CommandSubject;
  answer: CommandAnswer;
}

/** Reads the answer to an accepted command; null when this id was never accepted. */
export async function readAnswer(
  db: Pick<Database, 'select'>,
  commandId: string,
): Promise<RememberedAnswer | null> {
  const [row] = await db
    .select({ requestHash: commands.requestHash, subject: commands.subject, answer: commands.answer })
    .from(commands)
    .where(eq(commands.id, commandId));
  return row ?? null;
}

/**
 * Makes the write that remembers the answer to a command, in the transaction that accepts it: the same key has one
 * effect.
 * @param aheadAt when to tell the workflow that its record is ahead, unless the command is answered first; null: no
 * workflow decided it
 */
export function answerRemembered(
  tx: Pick<Transaction, 'insert'>,
  { commandId, requestHash }: CommandIdentity,
  { subject, answer }: Omit<RememberedAnswer, 'requestHash'>,
  { acceptedAt, aheadAt }: { acceptedAt: Instant; aheadAt: Instant | null },
) {
  return tx
    .insert(commands)
    .values({ id: commandId, subject, requestHash, answer, acceptedAt, aheadDueAt: aheadAt });
}

/** The one slot of an actor at a desk. */
interface Slot extends CommandIdentity {
  actor: Actor;
  desk: string;
}

/** What stands in the way of a command, or that it may go on. */
export interface Taken {
  /** The answer, when the command was accepted before. */
  earlier: RememberedAnswer | null;
  /**
   * How often the command has come to nothing so far and the hash it was first sent with; null while another command,
   * or this one with other content, is under way.
   */
  slot: { attempt: number; requestHash: string } | null;
}

/**
 * Takes, for a limited time, the only slot of this actor at this desk, unless the command was accepted before; one
 * statement. The same command may take it again, so that a repeated request joins the first; with other content it
 * takes it only once the first is no longer under way.
 */
export async function takeSlot(
  db: Database,
  { actor, desk, commandId, requestHash }: Slot,
  now: Instant,
  leasedUntil: Instant,
): Promise<Taken> {
  const until = instantValue(leasedUntil);
  const [row] = await db.execute<{
    answer: CommandAnswer | null;
    subject: CommandSubject;
    answeredHash: string;
    attempt: number | null;
    firstHash: string;
  }>(sql`
    with earlier as (
      select answer, subject, request_hash from ${commands} where id = ${commandId}
    ), taken as (
      insert into ${commandSlots} as slot (actor, desk, command_id, request_hash, leased_until)
      select ${actor}, ${desk}, ${commandId}, ${requestHash}, ${until} where not exists (select from earlier)
      on conflict (actor, desk) do update set
        command_id = excluded.command_id,
        request_hash = case when slot.command_id = excluded.command_id then slot.request_hash else excluded.request_hash end,
        attempt = case when slot.command_id = excluded.command_id then slot.attempt else 0 end,
        leased_until = excluded.leased_until
      where slot.leased_until <= ${instantValue(now)}
        or (slot.command_id = excluded.command_id and slot.request_hash = excluded.request_hash)
      returning attempt, request_hash
    )
    select earlier.answer, earlier.subject, earlier.request_hash as "answeredHash",
      taken.attempt, taken.request_hash as "firstHash"
    from (select 1) as one left join earlier on true left join taken on true`);
  if (!row) throw new Error('a statement that always has a row had none');
  return {
    earlier: row.answer && { answer: row.answer, subject: row.subject, requestHash: row.answeredHash },
    slot: row.attempt === null ? null : { attempt: row.attempt, requestHash: row.firstHash },
  };
}

/** Tells whether the slot is taken by this very command: a key that was sent before, with whatever content. */
export async function isUnderWay(db: Database, { actor, desk, commandId }: Slot): Promise<boolean> {
  const [slot] = await db
    .select({ commandId: commandSlots.commandId })
    .from(commandSlots)
    .where(and(eq(commandSlots.actor, actor), eq(commandSlots.desk, desk)));
  return slot?.commandId === commandId;
}

/** Ends the lease. A command that came to nothing gets a new update id the next time it is sent. */
export async function leaveSlot(
  db: Database,
  { actor, desk, commandId }: Slot,
  now: Instant,
  outcome: { nextAttempt: number },
): Promise<void> {
  await db
    .update(commandSlots)
    .set({ leasedUntil: now, attempt: outcome.nextAttempt })
    .where(
      and(eq(commandSlots.actor, actor), eq(commandSlots.desk, desk), eq(commandSlots.commandId, commandId)),
    );
}

/**
 * Ends the lease of a command that was accepted, and reads what was remembered of it; one statement. Its workflow has
 * answered, so nobody has to tell it that its record is ahead.
 */
export async function confirmAnswer(
  db: Database,
  { actor, desk, commandId }: Slot,
  now: Instant,
): Promise<RememberedAnswer | null> {
  const [row] = await db.execute<RememberedAnswer & Record<string, unknown>>(sql`
    with ended as (
      update ${commandSlots} set leased_until = ${instantValue(now)}
      where actor = ${actor} and desk = ${desk} and command_id = ${commandId}
    )
    update ${commands} set ahead_due_at = null where id = ${commandId}
    returning answer, subject, request_hash as "requestHash"`);
  return row ?? null;
}
