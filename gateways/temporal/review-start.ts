import { TypedSearchAttributes } from '@temporalio/common';
import { type ExamPlace, placeAttributes } from './place-attributes.ts';

/** The place of a re-check, shown to operators in lists; codes only. */
export interface ReviewPlace extends ExamPlace {
  reviewId: string;
}

/** Builds the options to start a re-check's workflow, for both the request and its recovery. */
export function reviewStartOptions(place: ReviewPlace) {
  return {
    typedSearchAttributes: new TypedSearchAttributes(placeAttributes(place)),
    staticSummary: `CET-6 re-check · ${place.examSessionId} · (${place.campusCode})`,
  };
}
