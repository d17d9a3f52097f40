import { and, asc, count, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { RowOutcome, RowRefusal, RowResult } from '../../domain/batches/row.ts';
import { WHOSE } from '../../domain/roll/corrections.ts';
import type { BilingualText, FlawCode } from '../../domain/cells/flaws.ts';
import type { Database } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { batchRows } from '../schema/index.ts';

export type BatchRowRecord = typeof batchRows.$inferSelect;

export interface RowFilter {
  batchId: string;
  outcomes?: readonly RowOutcome[] | undefined;
  results?: readonly RowResult[] | undefined;
  /** The line after which they are. */
  after?: number | undefined;
  limit: number;
}

/** Lists rows of a batch in the order of their lines. */
export async function listRows(db: Reader, filter: RowFilter): Promise<BatchRowRecord[]> {
  const { batchId, outcomes, results, after, limit } = filter;
  return db
    .select()
    .from(batchRows)
    .where(
      and(
        eq(batchRows.batchId, batchId),
        outcomes && inArray(batchRows.outcome, [...outcomes]),
        results && sql`${batchRows.result} in (${written(results)})`,
        after === undefined ? undefined : gt(batchRows.line, after),
      ),
    )
    .orderBy(asc(batchRows.line))
    .limit(limit);
}

/** Writes results out: the index of the refused rows is one of those alone, which no parameter is known to be. */
function written(results: readonly RowResult[]): SQL {
  return sql.raw(results.map((result) => `'${result}'`).join(', '));
}

/** A cause by which rows are bad, or are refused when their turn comes, with how many and the first of them. */
export type RowCause = { count: number; lines: number[] } & (
  | {
      column: string;
      code: FlawCode;
      /** What is said of each of them; null where that differs. */
      message: BilingualText | null;
    }
  | { column: null; code: RowRefusal; message: null }
);

const FIRST_LINES = 5;
const MOST_CAUSES = 200;

/** Groups the bad rows and those that are refused, or will be, of a batch by cause, the most frequent first. */
export async function groupFlaws(db: Database, batchId: string): Promise<RowCause[]> {
  const causes = await db.execute(sql`
    select "column", code, count(*)::int as count,
      (array_agg(line order by line))[1:${sql.raw(String(FIRST_LINES))}] as lines,
      case when min(message) = max(message) then min(message)::jsonb end as message
    from (
      select line, flaw ->> 'column' as "column", flaw ->> 'code' as code, min(flaw ->> 'message') as message
      from ${batchRows}, jsonb_array_elements(flaws) flaw where batch_id = ${batchId} and outcome = 'bad'
      group by line, flaw ->> 'column', flaw ->> 'code'
      union all
      select line, null, refusal, null from ${batchRows}
      where batch_id = ${batchId} and outcome <> 'bad' and result = 'refused' and refusal is not null
      union all
      select line, null, refusal, null from ${batchRows}
      where batch_id = ${batchId} and tied and result = 'waiting' and refusal is not null
    ) found
    group by "column", code order by count(*) desc, "column", code limit ${MOST_CAUSES}`);
  return [...causes] as unknown as RowCause[];
}

/** Counts rows by what the check found and what became of them. */
export async function countResults(
  db: Reader,
  batchId: string,
): Promise<{ outcome: RowOutcome; result: RowResult; count: number }[]> {
  return db
    .select({ outcome: batchRows.outcome, result: batchRows.result, count: count() })
    .from(batchRows)
    .where(eq(batchRows.batchId, batchId))
    .groupBy(batchRows.outcome, batchRows.result);
}

/** Counts what a run would do with the rows of a checked file. */
export async function countForeseen(
  db: Database,
  batchId: string,
  { overwrite }: { overwrite: boolean },
): Promise<{ insertedCount: number; updatedCount: number; unchangedCount: number }> {
  // What is kept by hand leaves a row nothing to do, or has it refused where it is an ID that the file was to win over.
  const idle = overwrite
    ? sql`outcome = 'conflict' and changes <@ ${sql.param([...WHOSE])}::text[]`
    : sql`outcome = 'conflict' and changes <@ kept`;
  const isLeft = overwrite ? sql`(${idle})` : sql`(${idle} or refusal is not null)`;
  const [counts] = (await db.execute(sql`
    select count(*) filter (where outcome = 'new' and not ${isLeft})::int as "insertedCount",
      count(*) filter (where outcome in ('changed', 'conflict') and not ${isLeft})::int as "updatedCount",
      count(*) filter (where outcome = 'unchanged' or (${!overwrite} and ${idle}))::int as "unchangedCount"
    from ${batchRows} where batch_id = ${batchId}`)) as unknown as [
    Awaited<ReturnType<typeof countForeseen>>,
  ];
  return counts;
}
