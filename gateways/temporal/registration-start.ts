import { TypedSearchAttributes } from '@temporalio/common';
import { CAMPUS, EXAM_SESSION, PROVINCE, SCHOOL, STAGE } from './search-attributes.ts';

/** Where a registration belongs: what operators see of it in lists. Codes only. */
export interface RegistrationPlace {
  registrationId: string;
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campusCode: string;
}

/** Options with which a registration's workflow is started, whoever starts it: the first save, or its recovery. */
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
