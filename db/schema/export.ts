import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ExportedList } from '../../domain/audit.ts';
import type { Language } from '../../domain/moments.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { ExportFormat, ExportProblem, ExportState } from '../../domain/staff/exports.ts';
import { bytes } from './bytes.ts';
import { instant } from './instant.ts';
import { staffAccounts } from './staff.ts';

/** Files that staff have made of lists; each is kept for a day. */
export const exports = pgTable(
  'exports',
  {
    id: uuid().primaryKey(),
    account: text()
      .notNull()
      .references(() => staffAccounts.account),
    list: text().$type<ExportedList>().notNull(),
    format: text().$type<ExportFormat>().notNull(),
    language: text().$type<Language>().notNull(),
    /** Where the account could see when the file was made: it must see that much to take it. */
    scope: text().$type<Scope>().notNull(),
    /** What was asked for; of what is personal only that it was given. */
    filter: jsonb().$type<Record<string, string>>().notNull(),
    fileName: text().notNull(),
    state: text().$type<ExportState>().notNull(),
    problem: text().$type<ExportProblem>(),
    /** Rows written so far; of a file that is ready, all. */
    rowCount: integer().notNull().default(0),
    byteCount: bigint({ mode: 'number' }).notNull().default(0),
    askedAt: instant().notNull(),
    /** The last time the process that makes it was heard of. */
    aliveAt: instant().notNull(),
    /** The moment at which the file is deleted. */
    expiresAt: instant().notNull(),
  },
  (table) => [
    index('exports_by_account').on(table.account, table.askedAt),
    index('exports_by_end').on(table.expiresAt),
    check('exports_state', sql`${table.state} in ('making', 'ready', 'failed')`),
  ],
);

/** Pieces of such a file, sealed; in the order of their position. */
export const exportPieces = pgTable(
  'export_pieces',
  {
    /** The export, the position, and who may take it, as `exportPieceId` writes them. */
    id: text().primaryKey(),
    exportId: uuid()
      .notNull()
      .references(() => exports.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    sealed: bytes().notNull(),
  },
  (table) => [unique('export_pieces_position').on(table.exportId, table.position)],
);
