import type { Transaction } from '../../db/connect.ts';
import { lockRegistration, type RollEntry } from '../../db/registration/lock-registration.ts';
import type { AcceptedCode } from '../../domain/registration/decide/decision.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { type Overtaken, overtakenBy } from '../command-once.ts';
import type { Decided } from './decided.ts';
import { NothingWritten } from './nothing-written.ts';

/**
 * Locks the record and compares its version with the one that was decided on.
 * @returns the campus of the record, undefined before the first save; and the roll entry that a save takes over
 * @throws NothingWritten when the record is ahead, or the command was committed before
 */
export async function checkRecord(
  tx: Transaction,
  { registrationId, before, command, events }: Omit<Decided, 'campusCode' | 'rollEntry' | 'number'>,
): Promise<{ campusCode: string | undefined; rollEntry: RollEntry | null }> {
  const withRoll = events.some((event) => event.type === 'saved');
  const { roll, ...found } = await lockRegistration(tx, registrationId, command?.commandId, { withRoll });
  const decision = { version: before.version, command };
  const overtaken: Overtaken<{ state: Registration }, AcceptedCode> | null = await overtakenBy(
    tx,
    decision,
    found,
    ({ state }) => ({ state }),
  );
  if (overtaken) throw new NothingWritten(overtaken);
  return { campusCode: found.record?.campusCode, rollEntry: roll };
}
