import type { Transaction } from '../../db/connect.ts';
import { bindRegistration } from '../../db/registration/bind-registration.ts';
import { recordEvents } from '../../db/registration/record-events.ts';
import { writeRegistration } from '../../db/registration/write-registration.ts';
import type { Seated } from './decided.ts';
import { refuse } from './nothing-written.ts';

/**
 * Writes the state over the version that was compared; saving also binds the candidate to the passport.
 * @throws NothingWritten when roll or passport have changed since the candidate saw them
 */
export async function writeRecord(tx: Transaction, seated: Seated): Promise<void> {
  const { registrationId, events, command, after, at } = seated;
  const rollDigest = command?.rollDigest;
  if (rollDigest !== undefined && events.some((event) => event.type === 'saved')) {
    const outcome = await bindRegistration(tx, registrationId, after, rollDigest, at);
    if (outcome === 'rollChanged') refuse('FACTS_CHANGED');
    if (outcome === 'passportClosed') refuse('NOT_YOURS');
    if (outcome === 'versionMoved') throw new Error(`registration ${registrationId} was bound meanwhile`);
  } else if (!(await writeRegistration(tx, registrationId, after, at))) {
    throw new Error(`registration ${registrationId} moved under its lock`);
  }
}

/** Writes the events to the audit trail of the registration. */
export async function recordHistory(
  tx: Transaction,
  { events, registrationId, after, actor, at }: Seated,
): Promise<void> {
  await recordEvents(tx, events, { registrationId, version: after.version, actor, at });
}
