import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { passports } from './passport.ts';
import { submissionColumns } from './submission.ts';

/** A request of support to move an ID number, with its registrations and re-checks, to the passport that claims it. */
export const rebinds = pgTable(
  'rebinds',
  {
    id: uuid().primaryKey(),
    newPassportId: text()
      .notNull()
      .references(() => passports.id),
    oldPassportId: text()
      .notNull()
      .references(() => passports.id),
    /** Index of the new passport's email as the candidate told it to support. */
    emailIndex: text().notNull(),
    /** School of the old passport's last registration or re-check; unset: none. Decides which staff see the rebind. */
    schoolCode: text(),
    ...submissionColumns(),
  },
  (table) => [
    uniqueIndex('rebinds_one_open_per_new_passport')
      .on(table.newPassportId)
      .where(sql`${table.state} = 'submitted'`),
    uniqueIndex('rebinds_one_open_per_old_passport')
      .on(table.oldPassportId)
      .where(sql`${table.state} = 'submitted'`),
    index('rebinds_desk').on(table.state, table.submittedAt, table.id),
    check(
      'rebinds_state',
      sql`${table.state} in ('submitted', 'approved', 'rejected', 'lapsed', 'withdrawn')`,
    ),
    check('rebinds_two_people', sql`${table.decidedBy} <> ${table.submittedBy}`),
    check(
      'rebinds_decided',
      sql`(${table.state} in ('submitted', 'lapsed', 'withdrawn')) = (${table.decidedBy} is null)`,
    ),
  ],
);
