import { TypedSearchAttributes } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { FileCommand, ReviewCommand, SubmitCommand } from '../../domain/review/commands.ts';
import type { ReviewAnswerCode } from '../../domain/review/decide.ts';
import type { Review } from '../../domain/review/state.ts';
import { type EntityStart, type ExamPlace, placeAttributes, type RunLimits } from '../entity/messages.ts';

export const QUALIFICATION_REVIEW_WORKFLOW = 'qualificationReview';

export function reviewWorkflowId(reviewId: string): string {
  return `review/${reviewId}`;
}

/** Reads back what `reviewWorkflowId` wrote. */
export function reviewOfWorkflow(workflowId: string): Pick<QualificationReviewInput, 'reviewId'> {
  return { reviewId: workflowId.slice(reviewWorkflowId('').length) };
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
  /** The console's page about it, to which the Temporal UI leads; unset in runs from before there was one. */
  consoleUrl?: string;
}

/** A re-check as its workflow is found and started. */
export interface ReviewPlace extends ExamPlace {
  reviewId: string;
}

/**
 * Says how the workflow of a re-check starts, at the request and again from its record.
 * @param publicUrl the origin of the console
 */
export function reviewStart(place: ReviewPlace, publicUrl: string): EntityStart {
  const { reviewId, examSessionId, campusCode } = place;
  const consoleUrl = `${publicUrl}/staff/reviews?review=${reviewId}`;
  const input: QualificationReviewInput = { reviewId, examSessionId, consoleUrl };
  return {
    workflow: QUALIFICATION_REVIEW_WORKFLOW,
    workflowId: reviewWorkflowId(reviewId),
    input,
    typedSearchAttributes: new TypedSearchAttributes(placeAttributes(place)),
    staticSummary: `CET-6 re-check · ${examSessionId} · (${campusCode})`,
  };
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

/** The workflow's own picture of itself. */
export interface ReviewView {
  review: Review | null;
  /** The time when it lapses unless decided; null while no timer is set. */
  expiresAt: number | null;
  /** The number of messages that are waiting or being worked on. */
  queueLength: number;
}

export const reviewViewQuery = defineQuery<ReviewView>('reviewView');
