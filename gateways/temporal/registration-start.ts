import { TypedSearchAttributes } from '@temporalio/common';
import { CAMPUS, EXAM_SESSION, PROVINCE, SCHOOL, STAGE } from './search-attributes.ts';

/** The place of a registration, shown to operators in lists; codes only. */
export interface RegistrationPlace {
  registrationId: string;
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campusCode: string;
}

/** Builds the options to start a registration's workflow, for both the first save and its recovery. */
export function registrationStartOptions(place: RegistrationPlace) {
  const { examSessionId, provinceCode, schoolCode, campusCode } = place;
  return {
    typedSearchAttributes: new TypedSearchAttributes([
      { key: EXAM_SESSION, value: examSessionId },
      { key: PROVINCE, value: provinceCode },
      { key: SCHOOL, value: schoolCode },
      { key: CAMPUS, value: campusCode },
      { key: STAGE, value: 'saved' },
    ]),
    staticSummary: `${examSessionId} · (${campusCode})`,
  };
}
