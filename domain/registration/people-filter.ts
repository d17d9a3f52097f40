import type { BulkFilter } from '../batches/bulk.ts';
import { EDUCATION_LEVELS, type EducationLevel } from '../roll/roll.ts';
import type { Stage } from './state.ts';

/** How far those are whom staff look for: chosen nothing yet, not paid for everything, paid for everything. */
export const PEOPLE_STAGES = ['saved', 'unpaid', 'paid'] as const;
export type PeopleStage = (typeof PEOPLE_STAGES)[number];

/** The same of everybody on a roll: `none` have no registration. */
export const ROLL_STAGES = ['none', ...PEOPLE_STAGES] as const;
export type RollStage = (typeof ROLL_STAGES)[number];

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
