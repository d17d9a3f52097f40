import type { CommandSubject } from '../../domain/command-subject.ts';
import type { Database } from '../connect.ts';
import { forgetMessage } from './leave-message.ts';

/**
 * Builds the key of the message telling a workflow that its record is ahead, sent unless the command is answered first.
 */
export function rowAheadKey(subject: CommandSubject, version: number): string {
  return `row-ahead/${subject}/${version}`;
}

/** Withdraws the message: the command was answered, so the workflow knows. */
export async function forgetRowAhead(db: Database, subject: CommandSubject, version: number): Promise<void> {
  await forgetMessage(db, rowAheadKey(subject, version));
}
