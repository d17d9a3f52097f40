import { text } from 'drizzle-orm/pg-core';
import type { SubmissionState } from '../../domain/staff/two-people.ts';
import { staffAccounts } from './staff.ts';
import { instant } from './instant.ts';

/** Columns of a submission by one member of staff that another decides. */
export const submissionColumns = () => ({
  state: text().$type<SubmissionState>().notNull(),
  /** The submitter's staff account. */
  submittedBy: text()
    .notNull()
    .references(() => staffAccounts.account),
  submittedAt: instant().notNull(),
  decidedBy: text().references(() => staffAccounts.account),
  decidedAt: instant(),
  /** The reason for a rejection, sealed: staff write about a person. */
  reason: text(),
});
