import { and, eq, or, lte, sql } from 'drizzle-orm';
import type { Database } from './connect.ts';
import { type CommandAnswer, commands, commandSlots } from './schema/index.ts';

interface Slot {
  passportId: string;
  examSessionId: string;
  commandId: string;
  requestHash: string;
}

/** Reads the answer to an accepted command; null when this id was never accepted. */
export async function readAnswer(
  db: Database,
  commandId: string,
): Promise<{ requestHash: string; registrationId: string; answer: CommandAnswer } | null> {
  const [row] = await db
    .select({
      requestHash: commands.requestHash,
      registrationId: commands.registrationId,
      answer: commands.answer,
    })
    .from(commands)
    .where(eq(commands.id, commandId));
  return row ?? null;
}

/**
 * Takes, for a limited time, the only slot for commands of this passport in this exam session. The same command may
 * take it again, so that a repeated request joins the first.
 * @returns how often the command has come to nothing so far and the hash it was first sent with; null while another
 * command is under way
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
      target: [commandSlots.passportId, commandSlots.examSessionId],
      set: {
        commandId: sql`excluded.command_id`,
        requestHash: sql`case when ${sameCommand} then ${commandSlots.requestHash} else excluded.request_hash end`,
        attempt: sql`case when ${sameCommand} then ${commandSlots.attempt} else 0 end`,
        leasedUntil,
      },
      setWhere: or(lte(commandSlots.leasedUntil, now), sameCommand),
    })
    .returning({ attempt: commandSlots.attempt, requestHash: commandSlots.requestHash });
  return taken ?? null;
}

/** Ends the lease. A command that came to nothing gets a new update id the next time it is sent. */
export async function leaveSlot(
  db: Database,
  { passportId, examSessionId, commandId }: Omit<Slot, 'requestHash'>,
  now: Date,
  outcome: { nextAttempt: number },
): Promise<void> {
  await db
    .update(commandSlots)
    .set({ leasedUntil: now, attempt: outcome.nextAttempt })
    .where(
      and(
        eq(commandSlots.passportId, passportId),
        eq(commandSlots.examSessionId, examSessionId),
        eq(commandSlots.commandId, commandId),
      ),
    );
}
