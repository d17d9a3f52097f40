import { rememberAnswer } from '../../db/commands.ts';
import type { Transaction } from '../../db/connect.ts';
import type { CommandAnswer } from '../../db/schema/index.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import type { Seated } from './decided.ts';

/** Remembers the answer to the candidate's command, so that its key has one effect; what happens by itself has none. */
export async function answerCommand(
  tx: Transaction,
  { registrationId, command, after, code, rows, at }: Seated,
): Promise<void> {
  if (!command) return;
  const answer: CommandAnswer = { version: after.version, code };
  if (rows) answer.rows = rows;
  await rememberAnswer(tx, command, { subject: subjectOf('registration', registrationId), answer }, at);
}
