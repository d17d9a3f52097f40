import { TypedSearchAttributes } from '@temporalio/common';
import { CAMPUS, EXAM_SESSION, PROVINCE, SCHOOL } from './search-attributes.ts';

/** Where a re-check belongs: what operators see of it in lists. Codes only. */
export interface ReviewPlace {
  reviewId: string;
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campusCode: string;
}

/** Options with which a re-check's workflow is started, whoever starts it: the request, or its recovery. */
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
