import { readAnswer } from '../../db/commands.ts';
import type { Transaction } from '../../db/connect.ts';
import { lockRegistration } from '../../db/registration/lock-registration.ts';
import { readSettingsVersion } from '../../db/exam-session/read-settings-version.ts';
import type { AcceptedCode } from '../../domain/registration/decide/decision.ts';
import type { Decided } from './decided.ts';
import { NothingWritten, refuse } from './nothing-written.ts';

/**
 * Locks the record and compares its version with the one that was decided on.
 * @throws NothingWritten when the record is ahead, or the command was committed before
 */
export async function checkRecord(
  tx: Transaction,
  { registrationId, before, command }: Decided,
): Promise<void> {
  const [record, earlier] = await Promise.all([
    lockRegistration(tx, registrationId),
    command ? readAnswer(tx, command.commandId) : null,
  ]);
  if (!record) {
    if (before.version > 0) throw new Error(`registration ${registrationId} has no record`);
    return;
  }
  const { version, state } = record;
  if (earlier) {
    throw new NothingWritten({ kind: 'duplicate', state, code: earlier.answer.code as AcceptedCode });
  }
  if (version !== before.version) throw new NothingWritten({ kind: 'behind', state });
}

/** Compares the settings with those that the command was decided on. @throws NothingWritten when they have changed */
export async function checkFacts(tx: Transaction, { examSessionId, command }: Decided): Promise<void> {
  if (!command) return;
  if ((await readSettingsVersion(tx, examSessionId)) !== command.settingsVersion) refuse('FACTS_CHANGED');
}
