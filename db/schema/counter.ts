import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/**
 * What the rows of a transaction count for more, or less, than before: written in that transaction by triggers
 * (`note_counts`), one row added for each change and none changed, so that nobody waits for anybody. Gone once folded.
 */
export const counterDeltas = pgTable('counter_deltas', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** Empty for money that belongs to no order of ours. */
  examSessionId: text().notNull(),
  /** Empty where no school is known. */
  schoolCode: text().notNull(),
  measure: text().notNull(),
  /** Hours since 1970, for what is counted by its hour; otherwise 0. */
  hour: integer().notNull(),
  amount: bigint({ mode: 'number' }).notNull(),
});

/**
 * The sums of all deltas that are folded, for the country (`*`), each province and each school. With the deltas that are
 * not, they are in every committed state what the rows themselves add up to.
 */
export const counters = pgTable(
  'counters',
  {
    examSessionId: text().notNull(),
    scope: text().notNull(),
    measure: text().notNull(),
    hour: integer().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.examSessionId, table.scope, table.measure, table.hour] }),
    index('counters_of_places').on(table.examSessionId, table.scope).where(sql`${table.hour} = 0`),
    check('counters_hour', sql`${table.hour} >= 0`),
  ],
);
