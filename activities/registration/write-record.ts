import type { Transaction } from '../../db/connect.ts';
import { bindRegistration } from '../../db/registration/bind-registration.ts';
import { eventsRecorded } from '../../db/registration/record-events.ts';
import { writeRegistration } from '../../db/registration/write-registration.ts';
import type { RollEntry } from '../../db/registration/lock-registration.ts';
import { isFoundByOwnNumber } from '../../db/passport/sealed-passport.ts';
import { shownDigest } from '../../db/roll/roll-digest.ts';
import { isFoundByOwnRoll } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import type { Seated } from './decided.ts';
import { refuse } from './nothing-written.ts';

/**
 * Writes the state over the version that was compared; saving also binds the candidate to the passport.
 * @throws NothingWritten when roll or passport have changed since the candidate saw them
 */
export async function writeRecord(tx: Transaction, vault: Vault, seated: Seated): Promise<void> {
  const { registrationId, events, after, at } = seated;
  const isWritten = events.some((event) => event.type === 'saved')
    ? await bindRegistration(tx, vault, confirmedRoll(vault, seated), after, at)
    : await writeRegistration(tx, registrationId, after, at);
  if (!isWritten) throw new Error(`registration ${registrationId} moved meanwhile`);
}

/** Gives the roll entry that a save takes over. @throws NothingWritten when roll or passport have changed since */
function confirmedRoll(vault: Vault, { rollEntry, number, command }: Seated): RollEntry {
  // A rebind that closes the passport at this moment must not leave it both bound and closed.
  if (!number) return refuse('NOT_YOURS');
  const isAsConfirmed = rollEntry !== null && shownDigest(rollEntry) === command?.rollDigest;
  // The number may have been changed since the entry was found by it; and it is what is sealed that counts.
  const isOwn =
    isAsConfirmed &&
    rollEntry.idNumberIndex === number.own.idNumberIndex &&
    isFoundByOwnNumber(vault, number.own) &&
    isFoundByOwnRoll(vault, rollEntry, rollEntry);
  if (!isOwn) return refuse('FACTS_CHANGED');
  return rollEntry;
}

/** Makes the write of the events to the audit trail of the registration. */
export function historyRecorded(tx: Transaction, { events, registrationId, after, actor, at }: Seated) {
  return eventsRecorded(tx, events, { registrationId, version: after.version, actor, at });
}
