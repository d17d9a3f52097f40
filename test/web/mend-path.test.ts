import { expect, it } from 'vitest';
import type { Scope } from '../../domain/scopes.ts';
import { SETTING_FLAWS, type SettingFlawCode } from '../../domain/exam-session/setting-flaws.ts';
import { isSetAround, mendPath } from '../../web/src/staff/features/exam-sessions/mend-path.ts';
import type { Flaw } from '../../web/src/staff/lib/setting-refusals.ts';

it.each([
  ['a window of the country, to the centre', 'management/*', '*', false],
  ['a window of the country, to a province', 'management/*', '99', true],
  ['a window of the own province', 'registration/99', '99', false],
  ['a window of the province, to a school', 'registration/99', '99101', true],
  ['a subject of the own school', '991010/1', '99101', false],
  ['what the whole exam session lacks, to a province', '*', '99', true],
] as [string, string, Scope, boolean][])('tells what is set around one: %s', (_, at, own, isAround) => {
  expect(isSetAround({ at } as Flaw, own)).toBe(isAround);
});

/** What is only said of what somebody is about to set, or to delete: no checklist names it. */
const OF_FORMS: readonly SettingFlawCode[] = [
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
  'WINDOW_DISJOINT',
  'MANAGEMENT_ENDS_FIRST',
  'OFFERING_WINDOW_EMPTY',
  'OFFERING_WITHOUT_WINDOW',
  'EXAM_TIME_HALF',
  'EXAM_TIME_EMPTY',
  'EXAM_TIME_TOO_EARLY',
  'COPY_NOT_MOVED',
  'SEATED_ALREADY',
  'CAPACITY_SET_ELSEWHERE',
  'CAPACITY_NEEDED',
  'FEE_BY_PROVINCE',
  'OFFERING_TAKEN',
  'OFFERING_HAS_SEATS',
  'OFFERINGS_CHANGED',
  'SESSION_NEVER_OPENED',
  'SESSION_NOT_DRAFT',
  'SESSION_IN_USE',
  'SESSION_SEATS_CHANGED',
  'PLACE_IN_USE',
  'NOTICE_EXISTS',
  'NOTICE_ENDS_FIRST',
  'NOTICE_ENDED',
  'TEXT_PUBLISHED',
  'TEXT_SAME',
  'TEXT_VERSION_TAKEN',
  'TEXT_MOMENT_TAKEN',
  'PUBLISHED_IN_THE_PAST',
];

it('leads from everything that the checklist names to where it is mended', () => {
  const told = SETTING_FLAWS.filter((code) => !OF_FORMS.includes(code));
  const lost = told.filter((code) => mendPath('2026-2', { code, at: '*' } as Flaw) === null);
  expect(lost).toEqual([]);
});

it.each([
  ['', '', 'supportHoursZh'],
  ['', '8:30 to 17:30', 'supportHoursZh'],
  ['8:30 至 17:30', '', 'supportHoursEn'],
])('leads to the language of the hours of the telephone that is missing: “%s”, “%s”', (zh, en, field) => {
  const rules = { supportHoursZh: zh, supportHoursEn: en };
  const path = mendPath('2026-2', { code: 'SUPPORT_HOURS_MISSING', at: '*' } as Flaw, rules);
  expect(path).toBe(`/staff/exam-sessions/2026-2#${field}`);
});

it('leads to the field of the support telephone', () => {
  const path = mendPath('2026-2', { code: 'SUPPORT_PHONE_MISSING', at: '*' } as Flaw);
  expect(path).toBe('/staff/exam-sessions/2026-2#supportPhone');
});
