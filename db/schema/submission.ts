import { text, timestamp } from 'drizzle-orm/pg-core';
import type { SubmissionState } from '../../domain/staff/two-people.ts';

/** Columns of a submission by one member of staff that another decides. */
export const submissionColumns = () => ({
  state: text().$type<SubmissionState>().notNull(),
  /** The submitter's staff account. */
  submittedBy: text().notNull(),
  submittedAt: timestamp({ withTimezone: true }).notNull(),
  decidedBy: text(),
  decidedAt: timestamp({ withTimezone: true }),
  /** The reason for a rejection, sealed: staff write about a person. */
  reason: text(),
});
