import { and, asc, desc, eq, ne, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { inScope } from '../in-scope.ts';
import type { Direction } from '../keyset.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { SubmissionState } from '../../domain/staff/two-people.ts';
import type { Instant } from '../../domain/time.ts';

/** A cursor in a list of submissions: the list goes on after this row. */
export interface SubmittedCursor {
  submittedAt: Instant;
  id: string;
}

/** The part of a desk's list that is asked for. */
export interface SubmissionFilter {
  state: SubmissionState;
  scope: Scope;
  /** Those of one person, or of everybody else; unset: of anybody. */
  whose?: { account: string; isTheirs: boolean } | undefined;
  /** Those waiting longest first and decided ones newest first, unless asked otherwise. */
  order?: Direction | undefined;
  after?: SubmittedCursor | undefined;
  limit: number;
}

interface SubmittedTable {
  submittedAt: PgColumn;
  id: PgColumn;
}

/**
 * Builds the order of a desk's list (longest waiting first, or newest first) and the condition for rows beyond a
 * cursor.
 */
export function submittedOrder(
  table: SubmittedTable,
  oldestFirst: boolean,
): { orderBy: SQL[]; beyond: (after: SubmittedCursor | undefined) => SQL | undefined } {
  const order = oldestFirst ? asc : desc;
  const further = oldestFirst ? sql`>` : sql`<`;
  return {
    orderBy: [order(table.submittedAt), order(table.id)],
    beyond: (after) =>
      after &&
      sql`(${table.submittedAt}, ${table.id}) ${further} (${sql.param(after.submittedAt, table.submittedAt)}, ${sql.param(after.id, table.id)})`,
  };
}

interface SubmissionTable extends SubmittedTable {
  state: PgColumn;
  submittedBy: PgColumn;
  schoolCode: PgColumn;
}

/** Builds what lists the submissions of a scope in a state. */
export function submissionsOf(
  table: SubmissionTable,
  { state, scope, whose, order = state === 'submitted' ? 'asc' : 'desc', after }: SubmissionFilter,
) {
  const { orderBy, beyond } = submittedOrder(table, order === 'asc');
  return {
    orderBy,
    where: and(
      eq(table.state, state),
      inScope(table.schoolCode, scope),
      whose && (whose.isTheirs ? eq : ne)(table.submittedBy, whose.account),
      beyond(after),
    ),
  };
}
