import type { Transaction } from '../../db/connect.ts';
import type { CommandAnswer } from '../../db/schema/index.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import { answerKept } from '../command-once.ts';
import type { Seated } from './decided.ts';

/** Makes the write that remembers the answer to the candidate's command; what happens by itself has none. */
export function commandAnswered(tx: Transaction, { registrationId, command, after, code, rows, at }: Seated) {
  if (!command) return [];
  const answer: CommandAnswer = { version: after.version, code };
  if (rows) answer.rows = rows;
  return [answerKept(tx, command, { subject: subjectOf('registration', registrationId), answer }, at)];
}
