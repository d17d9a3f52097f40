import { bigint, customType, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';
import { bytes } from './bytes.ts';

const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * The seals of what is written for good, a chain for each trail. A seal covers the rows of finished transactions that
 * no earlier seal covers, and is keyed with a key from outside the database. Append-only.
 *
 * Each table of a trail has a column `written_in` that only the database fills in: the transaction that wrote the row.
 * Nothing but the sealing and the verification reads it.
 */
export const auditSeals = pgTable(
  'audit_seals',
  {
    /** The sealed table. */
    trail: text().notNull(),
    /** The place in the chain, from 1, without a gap. */
    number: bigint({ mode: 'number' }).notNull(),
    /** The columns that are sealed; those added later are covered by later seals. */
    columns: text().array().notNull(),
    /** The rows by their keys, in the order in which they are sealed. */
    rowKeys: text().array().notNull(),
    /** A keyed hash of each row, 16 bytes each. */
    rowMacs: bytes().notNull(),
    /** The transaction of the last row: the next seal goes on after that row. */
    lastWrittenIn: transactionId().notNull(),
    sealedAt: instant().notNull(),
    /** The id of the key. */
    keyId: text().notNull(),
    /** The head of the chain: a keyed hash of everything above and of the head before. */
    head: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.trail, table.number] })],
);
