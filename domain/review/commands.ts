import type { Instant } from '../time.ts';
import type { ReviewRequest } from './events.ts';
import type { ScoreMatch } from './score-match.ts';

interface CommandBase {
  /** Identity of the intent; the same command is carried out once. */
  commandId: string;
  requestHash: string;
  passportId: string;
}

export interface ReviewFacts {
  /** The time when online registration ends for the campus; undecided re-checks lapse then. */
  endsAt: Instant;
}

export interface SubmitCommand extends CommandBase {
  type: 'submit';
  request: ReviewRequest;
  facts: ReviewFacts & { match: ScoreMatch };
}

export interface ResubmitCommand extends CommandBase {
  type: 'resubmit';
  request: ReviewRequest;
  facts: ReviewFacts & { match: ScoreMatch };
}

export interface WithdrawReviewCommand extends CommandBase {
  type: 'withdraw';
  facts: ReviewFacts;
}

/**
 * A reviewer's request for a candidate whose score cannot be looked up: it is from before 2005, or the ticket number is
 * forgotten.
 */
export interface FileCommand extends CommandBase {
  type: 'file';
  filedBy: string;
  request: ReviewRequest;
  facts: ReviewFacts;
}

/** The commands that a candidate, or the school for them, may send to a re-check. */
export type ReviewCommand = SubmitCommand | ResubmitCommand | WithdrawReviewCommand | FileCommand;

/** A reviewer's wish to take a decision back, about the version they looked at. */
export interface Reset {
  version: number;
  account: string;
  /** Unset where none was given: it is not needed before the decision's mail has left. */
  sealedReason?: string | undefined;
}

/** What a decision is taken back by. */
export interface ResetFacts {
  endsAt: Instant;
  /** True for a decision of staff; what the rule approved stays. */
  byStaff: boolean;
  /** True while its candidate holds a subject that it has opened. */
  isUsed: boolean;
  /** Whoever filed it may be the same person under another account. */
  isOnePerson: boolean;
}

/** A reviewer's decision, about the version of the re-check they looked at. */
export type Verdict = {
  version: number;
  account: string;
  /** The proofs that were looked at; unset where nobody was shown any. */
  proofs?: string[] | undefined;
  /** The account that approved it, where it is one of a decision on many. */
  seconder?: string | undefined;
} & ({ outcome: 'approve' } | { outcome: 'reject'; sealedReason: string });
