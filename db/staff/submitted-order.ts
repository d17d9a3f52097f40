import { and, asc, desc, eq, gt, lt, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { inScope } from '../in-scope.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { SubmissionState } from '../../domain/staff/two-people.ts';

/** A cursor in a list of submissions: the list goes on after this row. */
export interface SubmittedCursor {
  submittedAt: Date;
  id: string;
}

/** The part of a desk's list that is asked for. */
export interface SubmissionFilter {
  state: SubmissionState;
  scope: Scope;
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
  const further = oldestFirst ? gt : lt;
  return {
    orderBy: [order(table.submittedAt), order(table.id)],
    beyond: (after) =>
      after &&
      or(
        further(table.submittedAt, after.submittedAt),
        and(eq(table.submittedAt, after.submittedAt), further(table.id, after.id)),
      ),
  };
}

interface SubmissionTable extends SubmittedTable {
  state: PgColumn;
  schoolCode: PgColumn;
}

/** Builds what lists the submissions of a scope in a state: those waiting longest first, decided ones newest first. */
export function submissionsOf(table: SubmissionTable, { state, scope, after }: SubmissionFilter) {
  const { orderBy, beyond } = submittedOrder(table, state === 'submitted');
  return { orderBy, where: and(eq(table.state, state), inScope(table.schoolCode, scope), beyond(after)) };
}
