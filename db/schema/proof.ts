import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ProofType } from '../../domain/staff/proof.ts';
import { bytes } from './bytes.ts';
import { instant } from './instant.ts';
import { staffAccounts } from './staff.ts';

/** Files by which staff prove what they ask for; whoever decides it sees them. */
export const proofs = pgTable(
  'proofs',
  {
    id: uuid().primaryKey(),
    /** The thing it was sent for, e.g. `candidate/<id>`: it is handed in with nothing else. */
    about: text().notNull(),
    /** What it was handed in with, e.g. `correction/<id>`; unset: nothing yet. */
    boundTo: text(),
    type: text().$type<ProofType>().notNull(),
    byteCount: integer().notNull(),
    /** The file, sealed. */
    sealed: bytes().notNull(),
    uploadedBy: text()
      .notNull()
      .references(() => staffAccounts.account),
    uploadedAt: instant().notNull(),
  },
  (table) => [
    index('proofs_by_bound').on(table.boundTo).where(sql`${table.boundTo} is not null`),
    index('proofs_loose').on(table.uploadedBy, table.uploadedAt).where(sql`${table.boundTo} is null`),
    check('proofs_type', sql`${table.type} in ('image/jpeg', 'image/png', 'application/pdf')`),
  ],
);
