import { sql } from 'drizzle-orm';
import { type Flaw, flaw } from '../../domain/cells/flaws.ts';
import type { FlawCode } from '../../domain/cells/flaws.ts';
import type { CheckCounts } from '../../domain/batches/row.ts';
import type { Database } from '../connect.ts';
import { batchRows } from '../schema/index.ts';

const AT_ONCE = 1_000;

/** A thing that no two rows of a file may share, and what is said of the later one. */
export interface Unique {
  by: 'key' | 'other_key';
  column: string;
  code: FlawCode;
}

/** Makes every row bad that shares what must be its own with an earlier one, which is named. */
export async function refuseRepeated(db: Database, batchId: string, unique: Unique): Promise<void> {
  const by = sql.identifier(unique.by);
  for (;;) {
    // One sort, however many rows there are and whatever is known of them: a join may be planned as rows times rows.
    const repeated = (await db.execute(sql`
      select line, first as "of" from (
        select line, min(line) over (partition by ${by}) as first from ${batchRows}
        where batch_id = ${batchId} and outcome <> 'bad' and ${by} is not null
      ) keyed where line > first order by line limit ${AT_ONCE}`)) as unknown as {
      line: number;
      of: number;
    }[];
    if (repeated.length === 0) return;
    // Of three, the third is like the first: what the first page made bad is no reason for the next one.
    await refuseRows(
      db,
      batchId,
      [...repeated].map(({ line, of }) => ({ line, flaw: flaw(unique.column, unique.code, { line: of }) })),
    );
  }
}

/**
 * Makes the rows bad that would take over what somebody else has and keeps. It may pass on only when its holder gets another one from the
 * same file; a refused row gives nothing to its own, so that refusing one can refuse others.
 */
export async function refuseUnfreed(db: Database, batchId: string, because: Flaw): Promise<void> {
  const lost = (await db.execute(sql`
    with recursive good as (
      select line, key, holder from ${batchRows} where batch_id = ${batchId} and outcome <> 'bad'
    ), lost as (
      select line, key from good where holder is not null and not exists (select from good held where held.key = good.holder)
      union
      select good.line, good.key from good join lost on good.holder = lost.key
    )
    select line from lost`)) as unknown as { line: number }[];
  const lines = [...lost];
  for (let from = 0; from < lines.length; from += AT_ONCE)
    await refuseRows(
      db,
      batchId,
      lines.slice(from, from + AT_ONCE).map(({ line }) => ({ line, flaw: because })),
    );
}

/** Marks the rows that hand something over to each other, so that a run does them together. */
export async function markTied(db: Database, batchId: string): Promise<void> {
  await db.execute(sql`
    update ${batchRows} set tied = true where batch_id = ${batchId} and result = 'waiting'
    and (holder is not null or key in (
      select holder from ${batchRows} where batch_id = ${batchId} and result = 'waiting' and holder is not null))`);
}

async function refuseRows(
  db: Database,
  batchId: string,
  refused: readonly { line: number; flaw: Flaw }[],
): Promise<void> {
  const rows = refused.map(({ line, flaw: because }) => ({ line, flaws: [because] }));
  await db.execute(sql`
    update ${batchRows} set outcome = 'bad', result = 'refused', flaws = given.flaws
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given (line integer, flaws jsonb)
    where batch_id = ${batchId} and ${batchRows.line} = given.line`);
}

/** Counts what the check found; who is missing is counted by the kind of batch. */
export async function countOutcomes(db: Database, batchId: string): Promise<Omit<CheckCounts, 'missing'>> {
  const rows = (await db.execute(
    sql`select outcome, count(*)::int as count from ${batchRows} where batch_id = ${batchId} group by outcome`,
  )) as unknown as { outcome: string; count: number }[];
  const counts = Object.fromEntries([...rows].map(({ outcome, count }) => [outcome, count]));
  return { new: 0, changed: 0, unchanged: 0, conflict: 0, bad: 0, ...counts };
}
