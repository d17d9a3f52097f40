import type { DomainErrorCode } from '../errors.ts';
import type { CorrectedField } from '../registration/corrected-field.ts';
import type { SavedPerson } from '../registration/correction-values.ts';
import type { Registration } from '../registration/state.ts';

/** The most proofs that are handed in with a correction. */
export const MAX_CORRECTION_PROOFS = 5;

/** Lists the fields that differ. */
export function correctedFields(before: SavedPerson, after: SavedPerson): CorrectedField[] {
  const isOtherNumber = before.idType !== after.idType || before.idNumber !== after.idNumber;
  return [
    ...(before.name === after.name ? [] : (['name'] as const)),
    ...(isOtherNumber ? (['idNumber'] as const) : []),
    ...(before.photoId === after.photoId ? [] : (['photo'] as const)),
  ];
}

/** What decides whether a correction may be made at this moment. */
export interface CorrectionFacts {
  registration: Registration;
  /** True when another passport than the bound one reserves the new number. */
  reservedByAnother: boolean;
  /** True when the new number is on another roll entry of the exam session. */
  onAnotherEntry: boolean;
  /** True while a re-check of the candidate waits for its reviewer, who compares name and number. */
  reviewPending: boolean;
  /** True when the photo taken over is one that a school has found fit. */
  photoAccepted: boolean;
}

/**
 * Finds the reason why a correction cannot be made now; null when it can. The trade at a gateway shows the name it was
 * opened with, so that a name is corrected once no order is open.
 */
export function correctionRefusal(fields: CorrectedField[], facts: CorrectionFacts): DomainErrorCode | null {
  if (fields.length === 0) return 'NOTHING_CORRECTED';
  if (fields.includes('photo') && !facts.photoAccepted) return 'CORRECTION_PHOTO_UNFIT';
  if (fields.includes('idNumber')) {
    if (facts.reservedByAnother) return 'CORRECTION_NUMBER_RESERVED';
    if (facts.onAnotherEntry) return 'CORRECTION_NUMBER_ON_ROLL';
  }
  const isOtherPerson = fields.some((field) => field !== 'photo');
  if (isOtherPerson && facts.reviewPending) return 'CORRECTION_REVIEW_PENDING';
  const hasOpenOrder = facts.registration.orders.some(({ state }) => state === 'open');
  return fields.includes('name') && hasOpenOrder ? 'CORRECTION_ORDER_OPEN' : null;
}

/** Tells whether two are the same, field by field. */
export function isSamePerson(one: SavedPerson, other: SavedPerson): boolean {
  return correctedFields(one, other).length === 0;
}
