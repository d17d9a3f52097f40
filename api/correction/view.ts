import type { z } from '@hono/zod-openapi';
import type { CorrectionRecord } from '../../db/correction/read-correction.ts';
import type { Corrected } from '../../db/correction/approval-refusal.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { ERRORS } from '../http/errors.ts';
import { openCorrection } from '../../db/registration/correction-values.ts';
import { SEALED } from '../../db/sealed-places.ts';
import type { ProofRecord } from '../../db/staff/proofs.ts';
import type { Reader } from '../../db/reader.ts';
import type { Vault } from '../../db/vault.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { ID_TYPE_NAMES, ID_TYPE_NAMES_EN } from '../../domain/person/id-type-names.ts';
import { maskName } from '../../domain/person/names.ts';
import type { SavedPerson } from '../../domain/registration/correction-values.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import { proofView } from '../staff/proofs.ts';
import { decidableView, submissionView } from '../staff/submissions.ts';
import type { correctionRowSchema, correctionSchema } from './schemas.ts';

/** Shows a correction as the desk lists it, masked. */
export function correctionRow(vault: Vault, record: CorrectionRecord): z.infer<typeof correctionRowSchema> {
  const { registrationId, schoolCode, fields } = record;
  const { name, idNumber } = openCorrection(vault, record).before;
  return {
    ...submissionView(record),
    candidateId: registrationId,
    schoolCode,
    fields,
    name: maskName(name),
    idNumber: maskIdNumber(idNumber),
  };
}

/** What is looked up with a correction. */
interface CorrectionAround {
  proofs: ProofRecord[];
  /** What it changes, as it stands. */
  found: Corrected | null;
  /** Why it cannot be approved as things stand. */
  refusal: DomainErrorCode | null;
  /** When photos came in, by their ids. */
  photoTimes: ReadonlyMap<string, Instant>;
}

/** Shows a correction with old and new side by side, in full, and the proofs. */
export async function correctionView(
  { db, vault }: { db: Reader; vault: Vault },
  record: CorrectionRecord,
  { proofs, found, refusal, photoTimes }: CorrectionAround,
  account: string,
): Promise<z.infer<typeof correctionSchema>> {
  const { reason, before, after } = openCorrection(vault, record);
  return {
    ...correctionRow(vault, record),
    why: reason,
    before: personView(before, photoTimes),
    after: personView(after, photoTimes),
    campus: found?.candidate.campusCode ?? null,
    studentNumber: found ? openRollRow(vault, found.candidate).studentNumber : null,
    obstacle: refusal && { code: refusal, message: { zh: ERRORS[refusal].zh, en: ERRORS[refusal].en } },
    proofs: proofs.map(proofView),
    ...(await decidableView({ db, vault }, SEALED.correctionReason(record.id), record, account)),
  };
}

function personView({ idType, ...person }: SavedPerson, photoTimes: CorrectionAround['photoTimes']) {
  const photoAt = isoInstant(photoTimes.get(person.photoId ?? '') ?? null);
  return {
    ...person,
    photoAt,
    idType: { zh: ID_TYPE_NAMES[idType][0] ?? idType, en: ID_TYPE_NAMES_EN[idType] },
  };
}
