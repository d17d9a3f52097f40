import { asc, desc, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** The direction of a list's order: `asc` has the oldest or smallest first. */
export type Direction = 'asc' | 'desc';

/** The order of a list: by a column, in a direction; rows that are alike in it are told apart by `tie`, which is unique. */
export interface KeysetOrder {
  by: PgColumn;
  tie: PgColumn | SQL;
  descending: boolean;
}

/**
 * Builds the order of a list and the condition for rows beyond a cursor, the values of `by` and `tie` in the last row seen.
 */
export function keyset(
  { by, tie, descending }: KeysetOrder,
  after: readonly [string, string] | undefined,
): { orderBy: SQL[]; beyond: SQL | undefined } {
  const order = descending ? desc : asc;
  const further = descending ? sql`<` : sql`>`;
  return {
    orderBy: [order(by), order(tie)],
    beyond: after && sql`(${by}, ${tie}) ${further} (${after[0]}, ${after[1]})`,
  };
}

/**
 * Builds the order of a list by several columns and the condition for rows beyond the one with this id: those of an index that
 * ends in the id, or of one that begins with the first of them. The last column tells rows apart.
 * @param from the tables in which that row is found by its id
 */
export function rowKeyset(
  {
    by,
    id,
    from,
    descending,
  }: { by: readonly (PgColumn | SQL)[]; id: PgColumn; from: SQL; descending: boolean },
  after: string | undefined,
): { orderBy: SQL[]; beyond: SQL | undefined } {
  const order = descending ? desc : asc;
  const further = descending ? sql`<` : sql`>`;
  const last = by.map((column) => sql`(select ${column} from ${from} where ${id} = ${after})`);
  return {
    orderBy: [...by, id].map((column) => order(column)),
    beyond:
      after === undefined
        ? undefined
        : sql`(${sql.join([...by, id], sql`, `)}) ${further} (${sql.join([...last, sql`${after}`], sql`, `)})`,
  };
}

/**
 * Builds the order of a log by the time of its entries, newest first unless asked otherwise, and the condition for rows beyond
 * the one with this id: those of an index that ends in time and id.
 */
export function timeKeyset(
  { at, id }: { at: PgColumn; id: PgColumn },
  order: Direction = 'desc',
  after: number | undefined,
): { orderBy: SQL[]; beyond: SQL | undefined } {
  const [inOrder, further] = order === 'asc' ? ([asc, sql`>`] as const) : ([desc, sql`<`] as const);
  return {
    orderBy: [inOrder(at), inOrder(id)],
    beyond:
      after === undefined
        ? undefined
        : sql`(${at}, ${id}) ${further} ((select ${at} from ${at.table} where ${id} = ${after}), ${after})`,
  };
}
