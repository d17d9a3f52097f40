import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Attributes by which operators find registrations. They hold no personal data, because they are stored in clear. */
export const SEARCH_ATTRIBUTES = {
  ExamSession: 'Keyword',
  Province: 'Keyword',
  School: 'Keyword',
  Campus: 'Keyword',
  Stage: 'Keyword',
} as const satisfies Record<string, 'Keyword'>;

export const EXAM_SESSION = defineSearchAttributeKey('ExamSession', SearchAttributeType.KEYWORD);
export const PROVINCE = defineSearchAttributeKey('Province', SearchAttributeType.KEYWORD);
export const SCHOOL = defineSearchAttributeKey('School', SearchAttributeType.KEYWORD);
export const CAMPUS = defineSearchAttributeKey('Campus', SearchAttributeType.KEYWORD);
export const STAGE = defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD);
