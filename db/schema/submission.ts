import { text, timestamp } from 'drizzle-orm/pg-core';
import type { SubmissionState } from '../../domain/staff/two-people.ts';

/** Columns of what one person of staff submits and another decides. */
export const submissionColumns = () => ({
  state: text().$type<SubmissionState>().notNull(),
  /** Staff accounts. */
  submittedBy: text().notNull(),
  submittedAt: timestamp({ withTimezone: true }).notNull(),
  decidedBy: text(),
  decidedAt: timestamp({ withTimezone: true }),
  /** Of a rejection, sealed: staff write about a person. */
  reason: text(),
});
