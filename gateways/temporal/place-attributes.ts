import type { SearchAttributePair } from '@temporalio/common';
import { CAMPUS, EXAM_SESSION, PROVINCE, SCHOOL } from './search-attributes.ts';

/** The campus and exam session of a record, shown to operators in lists; codes only. */
export interface ExamPlace {
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campusCode: string;
}

export function placeAttributes(place: ExamPlace): SearchAttributePair[] {
  return [
    { key: EXAM_SESSION, value: place.examSessionId },
    { key: PROVINCE, value: place.provinceCode },
    { key: SCHOOL, value: place.schoolCode },
    { key: CAMPUS, value: place.campusCode },
  ];
}
