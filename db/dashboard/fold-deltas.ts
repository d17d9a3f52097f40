import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';

/** The key of the lock (an arbitrary constant) under which one process at a time writes counters. */
export const COUNTERS_LOCK = 70_234_011;
const MAX_DELTAS = 5_000;

/** Builds the scopes around a school: `*` and, where it is known, its province and itself. */
export const scopesOfSchool = sql`(select distinct unnest(array['*', left(school_code, 2), school_code])) as scopes (scope)`;

/**
 * Folds deltas into the counters, some at a time: they go and are added in one statement, so that whoever dies in it has
 * folded none, and each is folded once, in whatever order they came.
 * @returns how many were folded; none while another process is at it
 */
export async function foldDeltas(db: Pick<Database, 'execute'>, most = MAX_DELTAS): Promise<number> {
  const [folded] = await db.execute<{ count: string }>(folding(most));
  return Number(folded?.count ?? 0);
}

function folding(most: number): SQL {
  return sql`
    with taken as (
      delete from counter_deltas where id in (
        select id from counter_deltas where (select pg_try_advisory_xact_lock(${COUNTERS_LOCK}))
        order by id limit ${most})
      returning exam_session_id, school_code, measure, hour, amount),
    added as (
      insert into counters as kept (exam_session_id, scope, measure, hour, amount)
      select exam_session_id, scope, measure, hour, sum(amount) from taken, lateral ${scopesOfSchool}
      where scope <> '' group by exam_session_id, scope, measure, hour
      order by exam_session_id, scope, measure, hour
      on conflict (exam_session_id, scope, measure, hour) do update set amount = kept.amount + excluded.amount)
    select count(*) as count from taken`;
}

/** Folds all deltas that are there. */
export async function foldAllDeltas(db: Pick<Database, 'execute'>): Promise<void> {
  while ((await foldDeltas(db)) === MAX_DELTAS);
}
