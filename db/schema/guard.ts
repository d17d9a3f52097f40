import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/**
 * The triggers that the migrations made, by table: what start-up looks for, since a table without one takes what it should
 * refuse, and nothing shows it. A migration that adds or drops a trigger says so here.
 */
export const guards = pgTable('guards', { tableName: text().notNull(), name: text().notNull() }, (table) => [
  primaryKey({ columns: [table.tableName, table.name] }),
]);
