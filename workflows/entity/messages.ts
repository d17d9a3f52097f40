import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
  type TypedSearchAttributes,
} from '@temporalio/common';
import { defineSignal, type Sinks } from '@temporalio/workflow';

/** The length of one run: whichever is reached first makes the workflow go on in a new one. */
export interface RunLimits {
  historyEvents: number;
  updates: number;
}

/** How the workflow of a record is found, and how it starts: at its first command, and again from its record. */
export interface EntityStart {
  workflow: string;
  workflowId: string;
  input: object;
  typedSearchAttributes: TypedSearchAttributes;
  /** Shown to operators in lists; codes only. */
  staticSummary: string;
}

/** Attributes by which operators find workflows. They hold no personal data, because they are stored in clear. */
export const SEARCH_ATTRIBUTES = {
  ExamSession: 'Keyword',
  Province: 'Keyword',
  School: 'Keyword',
  Campus: 'Keyword',
  Stage: 'Keyword',
} as const satisfies Record<string, 'Keyword'>;

export const EXAM_SESSION = keyOf('ExamSession');
export const PROVINCE = keyOf('Province');
export const SCHOOL = keyOf('School');
export const CAMPUS = keyOf('Campus');
export const STAGE = keyOf('Stage');

function keyOf(name: keyof typeof SEARCH_ATTRIBUTES) {
  return defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
}

/** The campus and exam session of a record. */
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

/** Reports that the record may be ahead: an update was committed but not answered, or staff moved an end. */
export const rowAheadSignal = defineSignal<[]>('rowAhead');
/** Reports that staff gave the record to another passport of its person; the record says which. */
export const passportReboundSignal = defineSignal<[]>('passportRebound');

/** Calls to the worker that leave nothing in a history. */
export interface SecuritySinks extends Sinks {
  security: {
    /** Notes what a workflow has dropped. */
    dropped(what: string): void;
  };
}
