import { TypedSearchAttributes } from '@temporalio/common';
import { type ExamPlace, placeAttributes } from './place-attributes.ts';
import { STAGE } from './search-attributes.ts';

/** The place of a registration, shown to operators in lists; codes only. */
export interface RegistrationPlace extends ExamPlace {
  registrationId: string;
}

/** Builds the options to start a registration's workflow, for both the first save and its recovery. */
export function registrationStartOptions(place: RegistrationPlace) {
  return {
    typedSearchAttributes: new TypedSearchAttributes([
      ...placeAttributes(place),
      { key: STAGE, value: 'saved' },
    ]),
    staticSummary: `${place.examSessionId} · (${place.campusCode})`,
  };
}
