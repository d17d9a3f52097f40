import { and, eq, lte, or, sql } from 'drizzle-orm';
import type { Actor } from '../domain/actor.ts';
import type { CommandSubject } from '../domain/command-subject.ts';
import type { Database, Transaction } from './connect.ts';
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

/** Remembers the answer to a command, in the transaction that accepts it: the same key has one effect. */
export async function rememberAnswer(
  tx: Transaction,
  { commandId, requestHash }: CommandIdentity,
  { subject, answer }: Omit<RememberedAnswer, 'requestHash'>,
  acceptedAt: Date,
): Promise<void> {
  await tx.insert(commands).values({ id: commandId, subject, requestHash, answer, acceptedAt });
}

/** The one slot of an actor at a desk. */
interface Slot extends CommandIdentity {
  actor: Actor;
  desk: string;
}

/**
 * Takes, for a limited time, the only slot of this actor at this desk. The same command may take it again, so that a
 * repeated request joins the first; with other content it takes it only once the first is no longer under way.
 * @returns how often the command has come to nothing so far and the hash it was first sent with; null while another
 * command, or this one with other content, is under way
 */
export async function takeSlot(
  db: Database,
  slot: Slot,
  now: Date,
  leasedUntil: Date,
): Promise<{ attempt: number; requestHash: string } | null> {
  const sameCommand = sql`${commandSlots.commandId} = excluded.command_id`;
  const [taken] = await db
    .insert(commandSlots)
    .values({ ...slot, leasedUntil })
    .onConflictDoUpdate({
      target: [commandSlots.actor, commandSlots.desk],
      set: {
        commandId: sql`excluded.command_id`,
        requestHash: sql`case when ${sameCommand} then ${commandSlots.requestHash} else excluded.request_hash end`,
        attempt: sql`case when ${sameCommand} then ${commandSlots.attempt} else 0 end`,
        leasedUntil,
      },
      setWhere: or(
        lte(commandSlots.leasedUntil, now),
        and(sameCommand, sql`${commandSlots.requestHash} = excluded.request_hash`),
      ),
    })
    .returning({ attempt: commandSlots.attempt, requestHash: commandSlots.requestHash });
  return taken ?? null;
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
  now: Date,
  outcome: { nextAttempt: number },
): Promise<void> {
  await db
    .update(commandSlots)
    .set({ leasedUntil: now, attempt: outcome.nextAttempt })
    .where(
      and(eq(commandSlots.actor, actor), eq(commandSlots.desk, desk), eq(commandSlots.commandId, commandId)),
    );
}
