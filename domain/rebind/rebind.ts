import type { DomainErrorCode } from '../errors.ts';

/** The new passport as it stands, unless it is closed. */
export interface Claimant {
  emailIndex: string;
  emailVerifiedAt: Date | null;
  claiming: boolean;
}

/** The passport that holds the number it claims. */
export interface Holder {
  id: string;
}

/** What was submitted and is to be decided. */
export interface SubmittedRebind {
  oldPassportId: string;
  emailIndex: string;
}

/** Why support cannot submit a rebind to a passport; null: it can. */
export function submissionRefusal(
  claimant: Claimant | null,
  holder: Holder | null,
  emailIndex: string,
): DomainErrorCode | null {
  if (!claimant || claimant.emailIndex !== emailIndex) return 'REBIND_NOT_MATCHED';
  if (!claimant.claiming) return 'REBIND_NOT_CLAIMING';
  // Whoever gets hold of an address mistyped at registration could otherwise reset the password of a registered person.
  if (claimant.emailVerifiedAt === null) return 'REBIND_EMAIL_UNVERIFIED';
  return holder ? null : 'REBIND_NO_HOLDER';
}

/** Whether the passports are still what was submitted: otherwise the approver would approve something else. */
export function isOutdated(
  rebind: SubmittedRebind,
  claimant: Claimant | null,
  holder: Holder | null,
): boolean {
  return (
    submissionRefusal(claimant, holder, rebind.emailIndex) !== null || holder?.id !== rebind.oldPassportId
  );
}
