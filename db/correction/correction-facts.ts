import type { CorrectionFacts } from '../../domain/correction/correction.ts';
import type { CorrectionValues } from '../../domain/registration/correction-values.ts';
import { idNumberIndex } from '../person/personal-index.ts';
import type { Reader } from '../reader.ts';
import { isOnAnotherEntry } from '../roll/is-on-another-entry.ts';
import type { candidates, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { isReservedElsewhere, isReviewPending } from './read-correction.ts';

/** Reads what decides whether a correction may be made at this moment. */
export async function readCorrectionFacts(
  db: Reader,
  vault: Vault,
  {
    registration,
    candidate,
    passportId,
    after,
  }: {
    registration: typeof registrations.$inferSelect;
    candidate: typeof candidates.$inferSelect;
    passportId: string;
    after: CorrectionValues['after'];
  },
): Promise<CorrectionFacts> {
  const number = idNumberIndex(vault, after.idType, after.idNumber);
  const { id: candidateId, examSessionId } = candidate;
  return {
    registration: registration.state,
    reservedByAnother: await isReservedElsewhere(db, { idNumberIndex: number, passportId }),
    onAnotherEntry: await isOnAnotherEntry(db, { idNumberIndex: number, examSessionId, candidateId }),
    reviewPending: await isReviewPending(db, { examSessionId, passportId }),
    photoAccepted: candidate.photoId === after.photoId && candidate.photoState === 'accepted',
  };
}
