import { type CommandSubject, subjectId } from '../../domain/command-subject.ts';
import type { Database } from '../connect.ts';
import type { OutboxMessage } from '../schema/index.ts';
import { forgetMessage, type NewMessage } from './leave-message.ts';

/** The time an accepted command may stay unanswered before the relay tells its workflow that the record is ahead. */
const ROW_AHEAD_AFTER_MS = 30_000;

function keyOf(subject: CommandSubject, version: number): string {
  return `row-ahead/${subject}/${version}`;
}

/** Builds the message telling a workflow that its record is ahead, sent unless the command is answered first. */
export function rowAheadMessage(
  subject: CommandSubject,
  version: number,
  message: Extract<OutboxMessage, { kind: 'rowAhead' | 'reviewAhead' }>,
  committedAt: Date,
): NewMessage {
  return {
    key: keyOf(subject, version),
    subject: `row-ahead/${subjectId(subject)}`,
    message,
    dueAt: new Date(committedAt.getTime() + ROW_AHEAD_AFTER_MS),
  };
}

/** Withdraws the message: the command was answered, so the workflow knows. */
export async function forgetRowAhead(db: Database, subject: CommandSubject, version: number): Promise<void> {
  await forgetMessage(db, keyOf(subject, version));
}
