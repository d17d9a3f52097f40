import type { AgreementKind } from '../../../../../domain/exam-session/agreement-texts.ts';
import type { SettingFlawCode } from '../../../../../domain/exam-session/setting-flaws.ts';
import { isInScope, type Scope } from '../../../../../domain/scopes.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import type { Flaw } from '../../lib/setting-refusals.ts';
import type { ExamSessionSetup } from './exam-sessions-query.ts';
import { sessionPath } from './session-path.ts';

const WINDOW_FLAWS: readonly SettingFlawCode[] = [
  'ROLL_CHECK_MISSING',
  'REGISTRATION_WINDOW_MISSING',
  'MANAGEMENT_MISSING',
  'MANAGEMENT_OPENS_LATE',
  'ROLL_CHECK_APART',
  'ROLL_CHECK_SHORT',
  'WINDOW_OUTSIDE',
  'WINDOW_PAST',
  'TICKET_PRINT_MISSING',
  'TICKET_PRINT_APART',
  'TICKET_PRINT_EARLY',
  'TRANSCRIPT_MISSING',
  'LATE_TRANSCRIPT_MISSING',
  'TRANSCRIPT_APART',
  'RESULTS_BEFORE_EXAM',
  'SESSION_STILL_RUNNING',
];
const OFFERING_FLAWS: readonly SettingFlawCode[] = [
  'EXAM_TIME_MISSING',
  'EXAM_TIME_PAST',
  'EXAM_AHEAD',
  'EXAM_LENGTH',
  'EXAMS_OVERLAP',
  'EXAM_OUTSIDE_HALF',
  'EXAM_HELD_TWICE',
  'EXAM_BEFORE_PAYING_ENDS',
  'ORAL_ADMITS_TOO_LATE',
  'FEE_MISSING',
  'CAPACITY_MISSING',
  'OFFERING_WINDOW_OUTSIDE',
  'OFFERING_WINDOW_PAST',
  'CAMPUS_WITHOUT_SUBJECTS',
  'CAMPUS_OFFERS_NOTHING',
  'NO_OFFERINGS',
];
const TEXT_FLAWS: Partial<Record<SettingFlawCode, AgreementKind>> = {
  AGREEMENT_MISSING: 'agreement',
  PLEDGE_MISSING: 'pledge',
  TERMS_MISSING: 'terms',
  PRIVACY_MISSING: 'privacy',
};

type Hours = Pick<ExamSessionSetup['rules'], 'supportHoursZh'>;

/** The fields among the rules of an exam session where it is mended. */
const RULE_FLAWS: Partial<Record<SettingFlawCode, (rules?: Hours) => string>> = {
  SUPPORT_PHONE_MISSING: () => 'supportPhone',
  SUPPORT_HOURS_MISSING: (rules) => (rules?.supportHoursZh ? 'supportHoursEn' : 'supportHoursZh'),
};

/**
 * Finds the page where what is missing of an exam session is mended; null where it has none.
 * @param rules its rules, where they are known: of two fields the link leads to the one that is missing
 */
export function mendPath(examSession: string, { code, at }: Flaw, rules?: Hours): string | null {
  const [first = '', second] = at.split('/');
  if (WINDOW_FLAWS.includes(code)) {
    const scope = second ?? first;
    return sessionPath('examSessionWindows', examSession, { scope });
  }
  if (OFFERING_FLAWS.includes(code)) {
    const search = { ...(first !== '*' && { inside: first }), ...(second && { subject: second }) };
    return sessionPath('examSessionOfferings', examSession, search);
  }
  const rule = RULE_FLAWS[code]?.(rules);
  if (rule) return `${sessionPath('examSession', examSession)}#${rule}`;
  const kind = TEXT_FLAWS[code];
  return kind ? `${STAFF_PAGES.texts.path}?kind=${kind}` : null;
}

/** Tells whether something that is missing is about windows. */
export function isAboutWindows({ code }: Flaw): boolean {
  return WINDOW_FLAWS.includes(code) || code === 'OFFERING_WINDOW_OUTSIDE' || code === 'OFFERING_WINDOW_PAST';
}

/** Finds the scope or campus where something is missing. */
export function placeOfFlaw({ at }: Flaw): string {
  const parts = at.split('/');
  return parts.find((part) => part === '*' || /^\d{2,}$/.test(part)) ?? '*';
}

/** Tells whether something that is missing is set at a level around somebody's own, where they can only read it. */
export function isSetAround(flaw: Flaw, own: Scope | undefined): boolean {
  return own !== undefined && !isInScope(placeOfFlaw(flaw), own);
}
