import type { DomainErrorCode } from '../errors.ts';

/** The new passport in its current state; closed ones do not count. */
export interface Claimant {
  emailIndex: string;
  emailVerifiedAt: Date | null;
  claiming: boolean;
}

/** The passport that holds the claimed number. */
export interface Holder {
  id: string;
}

/** The submission that is to be decided. */
export interface SubmittedRebind {
  oldPassportId: string;
  emailIndex: string;
}

/** Finds the reason why support cannot submit a rebind to a passport; null when it can. */
export function submissionRefusal(
  claimant: Claimant | null,
  holder: Holder | null,
  emailIndex: string,
): DomainErrorCode | null {
  if (!claimant || claimant.emailIndex !== emailIndex) return 'REBIND_NOT_MATCHED';
  if (!claimant.claiming) return 'REBIND_NOT_CLAIMING';
  // A mistyped address that belongs to somebody else would otherwise let that person reset a registered person's
  // password.
  if (claimant.emailVerifiedAt === null) return 'REBIND_EMAIL_UNVERIFIED';
  return holder ? null : 'REBIND_NO_HOLDER';
}

/** Tells whether the passports differ from the submission: the approver would otherwise approve something else. */
export function isOutdated(
  rebind: SubmittedRebind,
  claimant: Claimant | null,
  holder: Holder | null,
): boolean {
  return (
    submissionRefusal(claimant, holder, rebind.emailIndex) !== null || holder?.id !== rebind.oldPassportId
  );
}
