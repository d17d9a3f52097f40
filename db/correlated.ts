import { type SQL, sql } from 'drizzle-orm';

/**
 * Makes a column of an expression that has subqueries about the row. The query builder leaves table names out of what it
 * selects from a single table; a subquery would then mean a column of its own.
 */
export function correlated<Value>(expression: SQL<Value>): SQL<Value> {
  return sql<Value>`${expression}`;
}
