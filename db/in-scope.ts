import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { readScope, type Scope } from '../domain/scopes.ts';

/**
 * Builds the filter of rows whose place, by its school's or campus's code, lies in a scope: what `isInScope` says in SQL.
 * A list without it shows everything, so every list of staff has it.
 */
export function inScope(column: PgColumn, scope: Scope): SQL {
  if (scope === '*') return sql`true`;
  return readScope(scope) === null ? sql`false` : sql`starts_with(${column}, ${scope})`;
}
