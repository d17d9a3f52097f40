import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';

/**
 * The keys that ever sealed a Temporal payload, by id. A row comes before the first use of its key and stays for good:
 * a payload of a key that has none is not ours. Append-only.
 */
export const payloadKeys = pgTable('payload_keys', {
  id: text().primaryKey(),
  registeredAt: instant().notNull(),
});
