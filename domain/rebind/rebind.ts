import type { DomainErrorCode } from '../errors.ts';

/**
 * - `submitted`: support has filed it, a second person is asked
 * - `approved`: ID number, registrations and re-checks have moved, the old passport is closed
 * - `rejected`: nothing has changed; it may be submitted again
 */
export const REBIND_STATES = ['submitted', 'approved', 'rejected'] as const;

export type RebindState = (typeof REBIND_STATES)[number];

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
  state: RebindState;
  submittedBy: string;
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

/** Why this person cannot decide a rebind: two people are needed, and one decision is taken. Null: they can. */
export function decisionRefusal(
  rebind: Pick<SubmittedRebind, 'state' | 'submittedBy'>,
  account: string,
): DomainErrorCode | null {
  if (rebind.state !== 'submitted') return 'REBIND_DECIDED';
  return rebind.submittedBy === account ? 'REBIND_OWN' : null;
}

/** Whether the passports are still what was submitted: otherwise the approver would approve something else. */
export function isOutdated(
  rebind: Pick<SubmittedRebind, 'oldPassportId' | 'emailIndex'>,
  claimant: Claimant | null,
  holder: Holder | null,
): boolean {
  return (
    submissionRefusal(claimant, holder, rebind.emailIndex) !== null || holder?.id !== rebind.oldPassportId
  );
}
