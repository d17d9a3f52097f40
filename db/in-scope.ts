import { and, is, type SQL, sql } from 'drizzle-orm';
import { PgColumn } from 'drizzle-orm/pg-core';
import { collegeOf, readScope, type Scope } from '../domain/scopes.ts';
import { isTitled } from './titled.ts';

/**
 * Builds the filter of rows whose place, by its school's or campus's code, lies in a scope: what `isInScope` says in SQL.
 * A list without it shows everything, so every list of staff has it.
 * @param college the column with people's college; a list that has none shows nothing to a college
 */
export function inScope(column: PgColumn | SQL, scope: Scope, college?: PgColumn): SQL {
  if (scope === '*') return sql`true`;
  if (readScope(scope) === null) return sql`false`;
  const within = collegeOf(scope);
  if (!within) return beginsWith(column, scope);
  if (!college) return sql`false`;
  return and(beginsWith(column, within.schoolCode), isTitled(college, within.name)) ?? sql`false`;
}

/**
 * Builds the filter of rows whose code begins with these digits. The range beside it is implied, and lets an index of the
 * column be used whatever the collation of the database; an expression has none.
 */
export function beginsWith(column: PgColumn | SQL, digits: string): SQL {
  const begins = sql`starts_with(${column}, ${digits})`;
  if (!is(column, PgColumn)) return begins;
  const next = String(Number(digits) + 1).padStart(digits.length, '0');
  const below = next.length > digits.length ? sql`` : sql` and ${column} < ${next}`;
  return sql`(${begins} and ${column} >= ${digits}${below})`;
}
