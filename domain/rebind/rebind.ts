import type { DomainErrorCode } from '../errors.ts';
import type { NumberHold } from '../passport/number-hold.ts';
import type { Instant } from '../time.ts';

/** The new passport in its current state; closed ones do not count. */
export interface Claimant {
  emailIndex: string;
  emailVerifiedAt: Instant | null;
  hold: NumberHold;
}

/** The passport that reserves the claimed number. */
export interface Holder {
  id: string;
}

/** The submission that is to be decided. */
export interface SubmittedRebind {
  oldPassportId: string;
  emailIndex: string;
  schoolCode: string | null;
}

/** Finds the reason why support cannot submit a rebind to a passport; null when it can. */
export function submissionRefusal(
  claimant: Claimant | null,
  holder: Holder | null,
  emailIndex: string,
): DomainErrorCode | null {
  if (!claimant || claimant.emailIndex !== emailIndex) return 'REBIND_NOT_MATCHED';
  if (claimant.hold === 'reserving') return 'REBIND_NOT_CLAIMING';
  // A mistyped address that belongs to somebody else would otherwise let that person reset a registered person's
  // password.
  if (claimant.emailVerifiedAt === null) return 'REBIND_EMAIL_UNVERIFIED';
  return holder ? null : 'REBIND_NO_HOLDER';
}

/**
 * Tells whether the passports, or the school of what moves, differ from the submission: the approver would otherwise
 * approve something else, or elsewhere.
 */
export function isOutdated(
  rebind: SubmittedRebind,
  claimant: Claimant | null,
  holder: (Holder & { schoolCode: string | null }) | null,
): boolean {
  return (
    submissionRefusal(claimant, holder, rebind.emailIndex) !== null ||
    holder?.id !== rebind.oldPassportId ||
    holder.schoolCode !== rebind.schoolCode
  );
}
