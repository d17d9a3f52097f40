/** Rules for what staff do in the whole country and beyond any exam session: data that the centre edits. */
export interface StaffRules {
  /** The days after which a submission that nobody has decided lapses. */
  submissionLapseDays: number;
  /** The minutes for which the mail about a reviewer's decision waits, so that the decision can be taken back unseen. */
  decisionMailMinutes: number;
  /** Actions on more people than these, and messages to them, take a second person. */
  secondPersonAbove: number;
}

/** The least and the most days that can be set. */
export const LAPSE_DAYS = [1, 30] as const;

/** The least and the most minutes that can be set; 0: the mail leaves at once. */
export const DECISION_MAIL_MINUTES = [0, 60] as const;

/** The least and the most people that can be set: who sets it, alone, must not let one person reach more than the rule does. */
export const SECOND_PERSON_ABOVE = [1, 1_000] as const;

/** The rules until the centre sets others. */
export const DEFAULT_STAFF_RULES: StaffRules = {
  submissionLapseDays: 3,
  decisionMailMinutes: 5,
  secondPersonAbove: 1_000,
};
