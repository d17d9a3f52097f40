import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../connect.ts';
import { COUNTERS_LOCK, scopesOfSchool } from './fold-deltas.ts';

/** A counter that is not what the rows add up to. */
export interface CounterDifference extends Record<string, unknown> {
  examSessionId: string;
  scope: string;
  measure: string;
  hour: number;
  /** What is counted, with the deltas that are not folded yet. */
  counted: number;
  /** What the rows add up to. */
  rows: number;
}

/**
 * What all rows count for (`counts_of` in the database says it of one) beside the counters with their deltas. One
 * statement sees one moment, in which both are the same, however much is going on.
 */
const DIFFERENCES = sql`
  with row_counts as (
    select counted.* from candidates, counts_of(candidates) as counted
    union all select counted.* from registrations, counts_of(registrations) as counted
    union all select counted.* from orders, counts_of(orders) as counted
    union all select counted.* from reviews, counts_of(reviews) as counted
    union all select counted.* from payment_exceptions, counts_of(payment_exceptions) as counted),
  by_school as (
    select exam_session_id, school_code, measure, hour, sum(rows) as rows, sum(deltas) as deltas
    from (
      select exam_session_id, school_code, measure, hour, amount as rows, 0 as deltas from row_counts
      union all select exam_session_id, school_code, measure, hour, 0, amount from counter_deltas) each
    group by exam_session_id, school_code, measure, hour),
  by_scope as (
    select exam_session_id, scope, measure, hour, sum(rows) as rows, sum(deltas) as deltas
    from by_school, lateral ${scopesOfSchool} where scope <> ''
    group by exam_session_id, scope, measure, hour)
  select exam_session_id, scope, measure, hour, coalesce(rows, 0) as rows, coalesce(deltas, 0) as deltas,
    coalesce(amount, 0) as amount
  from by_scope full join counters using (exam_session_id, scope, measure, hour)
  where coalesce(amount, 0) + coalesce(deltas, 0) <> coalesce(rows, 0)`;

/** Lists the counters that are not what the rows add up to; reads all rows, for as long as that takes. */
export async function compareCounters(db: Database): Promise<CounterDifference[]> {
  return db.transaction(async (tx) => {
    await withoutHaste(tx);
    const found = await tx.execute(
      sql`select * from (${DIFFERENCES}) differing order by exam_session_id, scope, measure, hour`,
    );
    return [...found].map((one) => ({
      examSessionId: String(one.exam_session_id),
      scope: String(one.scope),
      measure: String(one.measure),
      hour: Number(one.hour),
      counted: Number(one.amount) + Number(one.deltas),
      rows: Number(one.rows),
    }));
  });
}

/** Sets every counter to what the rows add up to, less what is not folded yet. @returns how many it changed */
export async function mendCounters(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    await withoutHaste(tx);
    // Nothing is folded between the look at the rows and the write.
    await tx.execute(sql`select pg_advisory_xact_lock(${COUNTERS_LOCK})`);
    const mended = await tx.execute(sql`
      insert into counters (exam_session_id, scope, measure, hour, amount)
      select exam_session_id, scope, measure, hour, rows - deltas from (${DIFFERENCES}) differing
      on conflict (exam_session_id, scope, measure, hour) do update set amount = excluded.amount
      returning 1`);
    return mended.length;
  });
}

function withoutHaste(tx: Transaction) {
  return tx.execute(sql`set local statement_timeout = 0`);
}
