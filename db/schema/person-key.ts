import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';

/**
 * The keys of people, under which what is personal in rows written for good is sealed. Who is to be forgotten loses
 * the key, and the rows stay.
 */
export const personKeys = pgTable('person_keys', {
  /** `passport/<id>` or `candidate/<id>`. */
  person: text().primaryKey(),
  /** The key, sealed. */
  sealedKey: text().notNull(),
  madeAt: instant().notNull(),
});
