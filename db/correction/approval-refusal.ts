import { correctionRefusal, isSamePerson } from '../../domain/correction/correction.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { Reader } from '../reader.ts';
import { openCorrection } from '../registration/correction-values.ts';
import { openSnapshot } from '../roll/sealed-roll.ts';
import type { candidates, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { readCorrectionFacts } from './correction-facts.ts';
import { type CorrectionRecord, savedPerson } from './read-correction.ts';

/** What a correction changes, as it stands. */
export interface Corrected {
  registration: typeof registrations.$inferSelect;
  candidate: typeof candidates.$inferSelect;
}

/** Finds the reason why a correction that was submitted cannot be approved as things stand; null when it can. */
export async function approvalRefusal(
  db: Reader,
  vault: Vault,
  record: CorrectionRecord,
  found: Corrected | null,
): Promise<DomainErrorCode | null> {
  const outdated = 'CORRECTION_OUTDATED';
  if (!found) return outdated;
  const { registrationId, passportId } = record;
  const { registration, candidate } = found;
  const { snapshot, state } = registration;
  if (snapshot === null || registration.passportId !== passportId || state.savedAt !== record.savedAt)
    return outdated;
  const { before, after } = openCorrection(vault, record);
  const saved = openSnapshot(vault, { id: registrationId, snapshot });
  if (!isSamePerson(savedPerson(saved, registration.photoId), before)) return outdated;
  const facts = await readCorrectionFacts(db, vault, { registration, candidate, passportId, after });
  return correctionRefusal(record.fields, facts);
}
