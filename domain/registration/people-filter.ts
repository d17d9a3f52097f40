import type { BulkFilter } from '../batches/bulk.ts';
import type { CodeWords } from '../cells/export-cell.ts';
import { EDUCATION_LEVELS, type EducationLevel } from '../roll/roll.ts';
import type { Stage } from './state.ts';

/** How far those are whom staff look for: chosen nothing yet, not paid for everything, paid for everything. */
export const PEOPLE_STAGES = ['saved', 'unpaid', 'paid'] as const;
export type PeopleStage = (typeof PEOPLE_STAGES)[number];

/** The same of everybody on a roll: `none` have no registration. */
export const ROLL_STAGES = ['none', ...PEOPLE_STAGES] as const;
export type RollStage = (typeof ROLL_STAGES)[number];

export const ROLL_STAGE_WORDS: CodeWords<RollStage> = {
  none: { zh: '未报名', en: 'Not registered' },
  saved: { zh: '已保存、未选科目', en: 'Saved, no subject chosen' },
  unpaid: { zh: '有科目未支付', en: 'Something is not paid' },
  paid: { zh: '已全部支付', en: 'Everything is paid' },
};

/** As far as people of rolls are counted: those of a country are not gone through. */
export const MOST_PEOPLE_COUNTED = 10_000;

/** Tells at which of them somebody is. */
export function rollStageOf(stage: Stage | null): RollStage {
  return stage === null ? 'none' : stage === 'partlyPaid' ? 'unpaid' : stage;
}

/** Which of the people of an exam session who are registered, by what staff may filter by. */
export interface PeopleAsked {
  /** A province, school or campus inside which they are. */
  inside?: string | undefined;
  college?: string | undefined;
  className?: string | undefined;
  grade?: number | undefined;
  educationLevel?: EducationLevel | undefined;
  subject?: string | undefined;
  stage?: PeopleStage | undefined;
}

/** Reads whom an action on many is about (`bulkFilterOf`). */
export function peopleAskedIn(filter: BulkFilter): PeopleAsked {
  const { inside, college, className, subject, grade, educationLevel, stage } = filter;
  return {
    inside,
    college,
    className,
    subject,
    grade: grade === undefined ? undefined : Number(grade),
    educationLevel: EDUCATION_LEVELS.find((level) => level === educationLevel),
    stage: PEOPLE_STAGES.find((one) => one === stage),
  };
}
