import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Actor } from '../../domain/actor.ts';
import type { BatchKind, BatchState, FilterKind } from '../../domain/batches/batch.ts';
import type { BulkFilter } from '../../domain/batches/bulk.ts';
import type { CheckCounts, RowOutcome, RowRefusal, RowResult } from '../../domain/batches/row.ts';
import type { BilingualText, Flaw } from '../../domain/cells/flaws.ts';
import type { Scope } from '../../domain/scopes.ts';
import { bytes } from './bytes.ts';
import { examSessions } from './exam-session.ts';
import { instant } from './instant.ts';
import { staffAccounts } from './staff.ts';
import { submissionColumns } from './submission.ts';

/** The choices with which a batch runs. */
export interface BatchOptions {
  /** 人工更正: the file wins over what was corrected by hand. */
  overwrite?: boolean;
  /** Who is missing in the file is marked. */
  markMissing?: boolean;
}

/** Why a batch failed: a code, and a sentence that says what to do. Neither holds personal data. */
export interface BatchProblem {
  code: string;
  message: BilingualText;
}

/** Actions on many rows, each with how far it is. Its workflow only asks for the next page; what counts is here. */
export const batches = pgTable(
  'batches',
  {
    id: uuid().primaryKey(),
    kind: text().$type<BatchKind>().notNull(),
    /** The exam session that it is about, if any. */
    examSessionId: text().references(() => examSessions.id),
    /** The scope inside which its rows must lie; decides which staff see it. */
    scope: text().$type<Scope>().notNull(),
    startedBy: text().$type<Actor>().notNull(),
    /** The account in `startedBy`; null where an operator started it who is not named. */
    starter: text()
      .generatedAlwaysAs(sql`nullif(substr(started_by, 7), 'command-line')`)
      .references(() => staffAccounts.account),
    state: text().$type<BatchState>().notNull(),
    /** Rises with each change that a person is to have seen. */
    version: integer().notNull().default(1),
    options: jsonb().$type<BatchOptions>().notNull().default({}),
    /** Whom it is about where that is a filter and no file; it stays. */
    filter: jsonb().$type<BulkFilter>(),
    /** What is done to each of them, as the kind reads it, sealed: staff write to people. */
    sealedParameters: text(),
    /** The file's name, and its headings with the columns they were matched to, sealed: people name files after people. */
    sealedFileName: text(),
    sealedHeadings: text(),
    fileBytes: bigint({ mode: 'number' }).notNull().default(0),
    /** Of the content; null while it is being sent. */
    fileDigest: text(),
    /** The last row that the present step went through. */
    cursor: integer().notNull().default(0),
    total: integer().notNull().default(0),
    done: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    refused: integer().notNull().default(0),
    /** What the check found; null before it ended. */
    found: jsonb().$type<CheckCounts>(),
    problem: jsonb().$type<BatchProblem>(),
    createdAt: instant().notNull(),
    changedAt: instant().notNull(),
    startedAt: instant(),
    endedAt: instant(),
    /** When it is looked at again although nobody tells its workflow; null once it has been cleared. */
    dueAt: instant(),
  },
  (table) => [
    uniqueIndex('batches_one_running')
      .on(table.kind, sql`coalesce(${table.examSessionId}, '')`, table.scope)
      .where(sql`${table.state} in ('running', 'paused') and ${table.filter} is null`),
    index('batches_due').on(table.dueAt).where(sql`${table.dueAt} is not null`),
    index('batches_by_time').on(table.createdAt, table.id),
    index('batches_by_scope').on(table.scope, table.createdAt, table.id),
    index('batches_open').on(table.startedBy).where(sql`${table.endedAt} is null`),
    check('batches_started_by', sql`starts_with(${table.startedBy}, 'staff/')`),
    check(
      'batches_state',
      sql`${table.state} in ('uploading', 'reading', 'mapping', 'checking', 'checked', 'submitted', 'running', 'paused', 'done', 'cancelled', 'failed')`,
    ),
    check(
      'batches_filter',
      sql`(${table.filter} is not null) = (${table.kind} in ('reminders', 'messages', 'decisions')) and (${table.filter} is null or ${table.sealedParameters} is not null or ${table.dueAt} is null)`,
    ),
    check(
      'batches_ended',
      sql`(${table.endedAt} is not null) = (${table.state} in ('done', 'cancelled', 'failed'))`,
    ),
  ],
);

/** Approvals of actions on more people than one person may act on: the batch runs once a second person has approved it. */
export const batchApprovals = pgTable(
  'batch_approvals',
  {
    id: uuid()
      .primaryKey()
      .references(() => batches.id),
    kind: text().$type<FilterKind>().notNull(),
    /** The batch's scope; decides which staff see it. */
    scope: text().$type<Scope>().notNull(),
    /** How many people it is about, as many as were written down. */
    count: integer().notNull(),
    ...submissionColumns(),
  },
  (table) => [
    index('batch_approvals_desk').on(table.state, table.submittedAt, table.id),
    check('batch_approvals_kind', sql`${table.kind} in ('reminders', 'messages', 'decisions')`),
    check(
      'batch_approvals_state',
      sql`${table.state} in ('submitted', 'approved', 'rejected', 'lapsed', 'withdrawn')`,
    ),
    check('batch_approvals_two_people', sql`${table.decidedBy} <> ${table.submittedBy}`),
    check(
      'batch_approvals_decided',
      sql`(${table.state} in ('submitted', 'lapsed', 'withdrawn')) = (${table.decidedBy} is null)`,
    ),
  ],
);

/** The files of batches, in sealed pieces of one size, so that none is ever held as a whole by the database. */
export const batchFiles = pgTable(
  'batch_files',
  {
    batchId: uuid()
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    piece: integer().notNull(),
    sealed: bytes().notNull(),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.piece] })],
);

/**
 * The rows of batches: as the check read them, with what it found, and what became of them. A run takes its rows from here, so that it does
 * what was checked, and what was sent can no longer change.
 */
export const batchRows = pgTable(
  'batch_rows',
  {
    batchId: uuid()
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    /** The line of the file, or the place in the order in which the filter found them. */
    line: integer().notNull(),
    outcome: text().$type<RowOutcome>().notNull(),
    result: text().$type<RowResult>().notNull().default('waiting'),
    /** Why it was refused, or will be unless the file is to win; of a row that was done, what stayed as it was. */
    refusal: text().$type<RowRefusal>(),
    /** What the row is about, by which rows of one file are compared; blind. */
    key: text(),
    /** A second thing that no two rows may share; blind. */
    otherKey: text(),
    /** What holds `otherKey` in the database, where that is something else. */
    holder: text(),
    schoolCode: text(),
    /** The digest of what was there at the time of the check; null where nothing was. */
    seen: text(),
    /** The row hands over or takes over what another row has: such rows are done first. */
    tied: boolean().notNull().default(false),
    /** When a tied row is done: who gives before who takes, and those of one turn together; null: with all of them. */
    turn: integer(),
    /** What is wrong with it; codes and sentences, nothing personal. */
    flaws: jsonb().$type<Flaw[]>(),
    /** The columns that would change. */
    changes: text().array(),
    /** Those of them that were corrected by hand, and stay unless the file is to win. */
    kept: text().array(),
    /** The cells, sealed; null once the batch was cleared. */
    sealed: text(),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.line] }),
    index('batch_rows_by_outcome').on(table.batchId, table.outcome, table.line),
    index('batch_rows_refused').on(table.batchId, table.line).where(sql`${table.result} = 'refused'`),
    index('batch_rows_by_key').on(table.batchId, table.key),
    index('batch_rows_by_other_key').on(table.batchId, table.otherKey),
    index('batch_rows_tied')
      .on(table.batchId, table.turn)
      .where(sql`${table.tied} and ${table.result} = 'waiting'`),
  ],
);
