import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, pgTable } from 'drizzle-orm/pg-core';

/** The rules for staff in the whole country, once the centre has set any: one row. */
export const staffRules = pgTable(
  'staff_rules',
  {
    single: boolean().primaryKey().default(true),
    submissionLapseDays: integer().notNull(),
    decisionMailMinutes: integer().notNull().default(5),
    secondPersonAbove: integer().notNull().default(1_000),
    /** Grows with each change. */
    version: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    check('staff_rules_single', sql`${table.single}`),
    check('staff_rules_lapse_days', sql`${table.submissionLapseDays} between 1 and 30`),
    check('staff_rules_decision_mail', sql`${table.decisionMailMinutes} between 0 and 60`),
    check('staff_rules_second_person_above', sql`${table.secondPersonAbove} between 1 and 1000`),
  ],
);
