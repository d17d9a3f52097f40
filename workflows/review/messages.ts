import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { FileCommand, ReviewCommand, SubmitCommand } from '../../domain/review/commands.ts';
import type { ReviewAnswerCode } from '../../domain/review/decide.ts';
import type { Review } from '../../domain/review/state.ts';
import type { RunLimits } from '../entity/messages.ts';

export const QUALIFICATION_REVIEW_WORKFLOW = 'qualificationReview';

export function reviewWorkflowId(reviewId: string): string {
  return `review/${reviewId}`;
}

export interface QualificationReviewInput {
  reviewId: string;
  examSessionId: string;
  /** The limits of one run, set by tests only, so that few messages reach them; by default those of the platform. */
  limits?: RunLimits;
  /**
   * The state carried over by continue-as-new; without it, the workflow starts empty and catches up with its record.
   */
  carried?: { review: Review; endsAt: number };
}

export interface ReviewUpdateAnswer {
  version: number;
  code: ReviewAnswerCode;
}

// Updates: the candidate, or the reviewer who files for them, waits for the answer.
export const submitReviewUpdate = defineUpdate<ReviewUpdateAnswer, [SubmitCommand]>('submit');
export const fileReviewUpdate = defineUpdate<ReviewUpdateAnswer, [FileCommand]>('file');
export const resubmitReviewUpdate = defineUpdate<ReviewUpdateAnswer, [ReviewCommand]>('resubmit');
export const withdrawReviewUpdate = defineUpdate<ReviewUpdateAnswer, [ReviewCommand]>('withdraw');

/** Every command has an update of its own name. */
export const REVIEW_UPDATES = {
  submit: submitReviewUpdate,
  file: fileReviewUpdate,
  resubmit: resubmitReviewUpdate,
  withdraw: withdrawReviewUpdate,
} as const satisfies Record<ReviewCommand['type'], unknown>;

// Signals: these facts have happened already, and nobody waits. None carries data: the record has it.
/** Reports that a reviewer has decided; the decision is in the record. */
export const reviewDecidedSignal = defineSignal<[]>('reviewDecided');
/** Reports that the re-check belongs to another passport now; the record says which. */
export const reviewReboundSignal = defineSignal<[]>('passportRebound');
/** Reports that the record may be ahead: an update was committed but not answered, or staff moved the end. */
export const reviewAheadSignal = defineSignal<[]>('rowAhead');

/** The workflow's own picture of itself. */
export interface ReviewView {
  review: Review | null;
  /** The time when it lapses unless decided; null while no timer is set. */
  expiresAt: number | null;
  /** The number of messages that are waiting or being worked on. */
  queueLength: number;
}

export const reviewViewQuery = defineQuery<ReviewView>('reviewView');
