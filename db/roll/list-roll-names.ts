import { or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Scope } from '../../domain/scopes.ts';
import { titlesMeant } from '../../domain/text/typed-text.ts';
import type { Database } from '../connect.ts';
import { inScope } from '../in-scope.ts';
import { candidates } from '../schema/index.ts';
import { isTitled } from '../titled.ts';

/** The names that a roll gives to the colleges of a school, or to the classes of one of its colleges. */
export interface RollNames {
  examSessionId: string;
  scope: Scope;
  schoolCode: string;
  /** Set: its classes are asked for. */
  college?: string | undefined;
  begins?: string | undefined;
}

/**
 * Lists names that a roll has, each once, in their order: at most `limit`. Each is found behind the one before in an index, so that a school
 * of 30,000 people costs no more than its names.
 */
export async function listRollNames(
  db: Pick<Database, 'execute'>,
  { examSessionId, scope, schoolCode, college, begins }: RollNames,
  limit: number,
): Promise<string[]> {
  const column: PgColumn = college === undefined ? candidates.college : candidates.className;
  const next = (beyond: SQL) => sql`
    select ${column} as name from ${candidates}
    where ${candidates.examSessionId} = ${examSessionId} and ${candidates.schoolCode} = ${schoolCode}
      and ${inScope(candidates.schoolCode, scope, candidates.college)}
      and ${college === undefined ? sql`true` : isTitled(candidates.college, college)}
      and ${begins === undefined ? sql`true` : or(...titlesMeant(begins).map((one) => sql`starts_with(${column}, ${one})`))}
      and ${beyond}
    order by ${column} limit 1`;
  const rows = await db.execute<{ name: string }>(sql`
    with recursive names as (
      (${next(sql`${column} is not null`)})
      union all
      select (${next(sql`${column} > names.name`)}) from names where names.name is not null
    )
    select name from names where name is not null limit ${limit}`);
  return [...rows].map(({ name }) => name);
}
