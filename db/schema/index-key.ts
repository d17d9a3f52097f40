import { sql } from 'drizzle-orm';
import { boolean, check, pgTable, text } from 'drizzle-orm/pg-core';

/** The key of the blind indexes, since it was changed for the first time: one row. */
export const indexKey = pgTable(
  'index_key',
  {
    single: boolean().primaryKey().default(true),
    /** The id of the key (`keyIdOf`). */
    keyId: text().notNull(),
    /** The id of the key before, while indexes of that one may be left; nothing else may run meanwhile. */
    leavingKeyId: text(),
  },
  (table) => [check('index_key_single', sql`${table.single}`)],
);
