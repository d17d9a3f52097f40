import type { Instant, Period } from '../time.ts';
import type { Uses } from './uses.ts';

/** What may be wrong with something that staff set; the words are in api/exam-session/flaw-words.ts. */
export const SETTING_FLAWS = [
  'PLACE_CODE_LENGTH',
  'PLACE_PARENT_UNKNOWN',
  'PLACE_UNKNOWN',
  'CAMPUS_OF_ANOTHER_SCHOOL',
  'CAMPUS_ITSELF',
  'SUBJECT_UNKNOWN',
  'SUBJECT_IN_USE',
  'SUBJECT_USED',
  'SUBJECT_NOT_OFFERED',
  'SUBJECT_SAME',
  'LANGUAGE_UNKNOWN',
  'ORAL_WITHOUT_WRITTEN',
  'NAME_TAKEN',
  'NAME_EN_TAKEN',
  'WINDOW_TWICE',
  'WINDOW_EMPTY',
  'WINDOW_SCOPE',
  'WINDOW_OUTSIDE',
  'WINDOW_DISJOINT',
  'MANAGEMENT_ENDS_FIRST',
  'MANAGEMENT_OPENS_LATE',
  'ROLL_CHECK_APART',
  'ROLL_CHECK_SHORT',
  'ORAL_ADMITS_TOO_LATE',
  'OFFERING_WINDOW_EMPTY',
  'OFFERING_WINDOW_OUTSIDE',
  'OFFERING_WITHOUT_WINDOW',
  'EXAM_TIME_HALF',
  'EXAM_TIME_EMPTY',
  'EXAM_TIME_TOO_EARLY',
  'EXAM_LENGTH',
  'EXAMS_OVERLAP',
  'EXAM_OUTSIDE_HALF',
  'EXAM_HELD_TWICE',
  'COPY_NOT_MOVED',
  'EXAM_BEFORE_PAYING_ENDS',
  'SEATED_ALREADY',
  'CAPACITY_SET_ELSEWHERE',
  'CAPACITY_NEEDED',
  'FEE_BY_PROVINCE',
  'OFFERING_TAKEN',
  'OFFERING_HAS_SEATS',
  'OFFERINGS_CHANGED',
  'EXAM_TIME_MISSING',
  'FEE_MISSING',
  'CAPACITY_MISSING',
  'CAMPUS_WITHOUT_SUBJECTS',
  'CAMPUS_OFFERS_NOTHING',
  'NO_OFFERINGS',
  'SUPPORT_PHONE_MISSING',
  'SUPPORT_HOURS_MISSING',
  'REGISTRATION_WINDOW_MISSING',
  'ROLL_CHECK_MISSING',
  'MANAGEMENT_MISSING',
  'WINDOW_PAST',
  'OFFERING_WINDOW_PAST',
  'EXAM_TIME_PAST',
  'TICKET_PRINT_MISSING',
  'TICKET_PRINT_APART',
  'TICKET_PRINT_EARLY',
  'TRANSCRIPT_MISSING',
  'LATE_TRANSCRIPT_MISSING',
  'TRANSCRIPT_APART',
  'RESULTS_BEFORE_EXAM',
  'AGREEMENT_MISSING',
  'PLEDGE_MISSING',
  'TERMS_MISSING',
  'PRIVACY_MISSING',
  'SESSION_STILL_RUNNING',
  'SESSION_NEVER_OPENED',
  'SESSION_NOT_DRAFT',
  'SESSION_IN_USE',
  'SESSION_SEATS_CHANGED',
  'PLACE_IN_USE',
  'EXAM_AHEAD',
  'NOTICE_EXISTS',
  'NOTICE_ENDS_FIRST',
  'NOTICE_ENDED',
  'TEXT_PUBLISHED',
  'TEXT_SAME',
  'TEXT_VERSION_TAKEN',
  'TEXT_MOMENT_TAKEN',
  'PUBLISHED_IN_THE_PAST',
] as const;

export type SettingFlawCode = (typeof SETTING_FLAWS)[number];

/** One thing that is wrong, and where: a field, a scope, a campus and subject. Codes only. */
export interface SettingFlaw {
  code: SettingFlawCode;
  at: string;
  /** What it is held against, e.g. the scope of the wider window. */
  against?: string;
  /** How many it is about, where its words say so. */
  count?: number;
  /** The period that it has to keep to, or to meet, where its words say so. */
  bound?: Period;
  /** From when what is missing will be there. */
  comesAt?: Instant;
  /** What it is still needed for, where its words say so. */
  uses?: Uses;
  /** True for what keeps nothing from being done, and is only to be seen. */
  isNote?: boolean;
}

/** What says that a form names something that is not there: so it stays, whatever others change. */
const OF_UNKNOWN: readonly SettingFlawCode[] = ['PLACE_UNKNOWN', 'PLACE_PARENT_UNKNOWN', 'SUBJECT_UNKNOWN'];

export function isOfUnknown({ code }: SettingFlaw): boolean {
  return OF_UNKNOWN.includes(code);
}
