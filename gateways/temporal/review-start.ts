import { TypedSearchAttributes } from '@temporalio/common';
import { CAMPUS, EXAM_SESSION, PROVINCE, SCHOOL } from './search-attributes.ts';

/** The place of a re-check, shown to operators in lists; codes only. */
export interface ReviewPlace {
  reviewId: string;
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campusCode: string;
}

/** Builds the options to start a re-check's workflow, for both the request and its recovery. */
export function reviewStartOptions(place: ReviewPlace) {
  const { examSessionId, provinceCode, schoolCode, campusCode } = place;
  return {
    typedSearchAttributes: new TypedSearchAttributes([
      { key: EXAM_SESSION, value: examSessionId },
      { key: PROVINCE, value: provinceCode },
      { key: SCHOOL, value: schoolCode },
      { key: CAMPUS, value: campusCode },
    ]),
    staticSummary: `CET-6 re-check · ${examSessionId} · (${campusCode})`,
  };
}
