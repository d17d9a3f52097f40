import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { offerings } from './exam-session.ts';
import { submissionColumns } from './submission.ts';

/**
 * Changes of a seat pool's capacity that staff asked for: a raise takes effect at once, a cut needs a second person.
 */
export const capacityChanges = pgTable(
  'capacity_changes',
  {
    id: uuid().primaryKey(),
    offeringId: integer()
      .notNull()
      .references(() => offerings.id),
    /** School of the campus. Decides which staff see the change. */
    schoolCode: text().notNull(),
    /** The capacity at the time of submission. */
    before: integer().notNull(),
    capacity: integer().notNull(),
    ...submissionColumns(),
  },
  (table) => [
    uniqueIndex('capacity_changes_one_open_per_offering')
      .on(table.offeringId)
      .where(sql`${table.state} = 'submitted'`),
    index('capacity_changes_desk').on(table.state, table.submittedAt, table.id),
    check(
      'capacity_changes_state',
      sql`${table.state} in ('submitted', 'approved', 'rejected', 'lapsed', 'withdrawn')`,
    ),
    check('capacity_changes_two_people', sql`${table.decidedBy} <> ${table.submittedBy}`),
    check(
      'capacity_changes_decided',
      sql`(${table.decidedBy} is null) = (${table.state} in ('submitted', 'lapsed', 'withdrawn') or ${table.capacity} > ${table.before})`,
    ),
  ],
);
