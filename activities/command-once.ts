import { answerRemembered, type CommandIdentity, readAnswer } from '../db/commands.ts';
import type { Transaction } from '../db/connect.ts';
import { aheadDueAt } from '../db/messages/row-ahead.ts';
import type { CommandAnswer } from '../db/schema/index.ts';
import type { CommandSubject } from '../domain/command-subject.ts';
import type { DomainErrorCode } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';

/** Why a decision is not carried out: its record is ahead of it, or its command was carried out before. */
export type Overtaken<Standing, Code> =
  | ({ kind: 'behind' } & Standing)
  | ({ kind: 'duplicate'; code: Code } & Standing);

/**
 * Outcomes of applying a decision that leave the database as it was:
 * - `behind`: the record is ahead of the workflow; fold it and decide again
 * - `duplicate`: this command was committed before; fold the record and give the same answer
 * - `refused`: something stands in the way
 */
export type Unapplied<Standing, Code> =
  | Overtaken<Standing, Code>
  | { kind: 'refused'; code: DomainErrorCode };

interface Decision {
  /** The version on which it was taken; 0 when there was no record. */
  version: number;
  /** Unset for what happens by itself. */
  command: CommandIdentity | undefined;
}

/** What a decision's lock has found: the record, and the answer if its command was carried out before. */
interface Found<Locked> {
  record: Locked | null;
  answer: CommandAnswer | null;
}

/**
 * Holds a decision against the locked record: each is carried out once, on the version on which it was taken.
 * @param standing tells how the record stands, for the workflow to fold
 * @returns null when it may be carried out
 */
export async function overtakenBy<Locked extends { version: number }, Standing, Code extends string>(
  tx: Transaction,
  { version, command }: Decision,
  { record, answer }: Found<Locked>,
  standing: (record: Locked) => Standing | Promise<Standing>,
): Promise<Overtaken<Standing, Code> | null> {
  if (!record) {
    if (version > 0) throw new Error('a decision was taken on a record that is not there');
    return null;
  }
  if (record.version === version && !answer) return null;
  // An answer that was committed while the lock was waited for is not seen by the statement that waited.
  const earlier = answer ?? (command && (await readAnswer(tx, command.commandId))?.answer);
  const present = await standing(record);
  return earlier
    ? { kind: 'duplicate', ...present, code: earlier.code as Code }
    : { kind: 'behind', ...present };
}

/** Makes the write that remembers the answer, and that its workflow is to be told if it does not hear of it. */
export function answerKept(
  tx: Transaction,
  command: CommandIdentity,
  answered: { subject: CommandSubject; answer: CommandAnswer },
  at: Instant,
) {
  return answerRemembered(tx, command, answered, { acceptedAt: at, aheadAt: aheadDueAt(at) });
}
