import { and, asc, desc, eq, gt, lt, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** A cursor in a list of submissions: the list goes on after this row. */
export interface SubmittedCursor {
  submittedAt: Date;
  id: string;
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
