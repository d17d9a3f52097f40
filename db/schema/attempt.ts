import { bigint, integer, pgTable, varchar } from 'drizzle-orm/pg-core';

export const ATTEMPTS_TABLE = 'attempts';

/** Tries counted against a limit; the columns are the ones that rate-limiter-flexible reads and writes. */
export const attempts = pgTable(ATTEMPTS_TABLE, {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  /** Milliseconds since 1970; null: never expires. */
  expire: bigint({ mode: 'number' }),
});
