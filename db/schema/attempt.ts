import { bigint, integer, pgTable, varchar } from 'drizzle-orm/pg-core';

/** Tries counted against a limit. */
export const attempts = pgTable('attempts', {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  /** When the count starts again, in milliseconds since 1970. */
  expire: bigint({ mode: 'number' }),
});
