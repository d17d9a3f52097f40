/** Rules for what staff do in the whole country and beyond any exam session: data that the centre edits. */
export interface StaffRules {
  /** The days after which a submission that nobody has decided lapses. */
  submissionLapseDays: number;
}

/** The least and the most days that can be set. */
export const LAPSE_DAYS = [1, 30] as const;

/** The rules until the centre sets others. */
export const DEFAULT_STAFF_RULES: StaffRules = { submissionLapseDays: 3 };
