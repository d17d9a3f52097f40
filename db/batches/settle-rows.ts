import { sql } from 'drizzle-orm';
import { type Flaw, flaw } from '../../domain/cells/flaws.ts';
import type { FlawCode } from '../../domain/cells/flaws.ts';
import { orderHandovers, type Takeover } from '../../domain/batches/handovers.ts';
import type { CheckCounts, RowRefusal } from '../../domain/batches/row.ts';
import type { Database } from '../connect.ts';
import { batchRows } from '../schema/index.ts';

const AT_ONCE = 1_000;

/** A thing that no two rows of a file may share, and what is said of the later one. */
export interface Unique {
  by: 'key' | 'other_key';
  column: string;
  code: FlawCode;
}

/** Makes every row bad that shares what must be its own with an earlier one, which is named by its place. */
export async function refuseRepeated(
  db: Database,
  batchId: string,
  unique: Unique,
  placeOf: (line: number) => string = String,
): Promise<void> {
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
      [...repeated].map(({ line, of }) => ({
        line,
        flaw: flaw(unique.column, unique.code, { line: placeOf(of) }),
      })),
    );
  }
}

/** What no row may take over from who keeps it. */
export interface Handing {
  /** What is said of a row whose holder gets nothing else from the same file: it is bad. */
  unfreed: Flaw;
  /** What is said of one whose holder keeps what was corrected by hand, unless the file is to win. */
  kept?: RowRefusal;
}

/**
 * Settles the rows that hand something over to each other: makes those bad that would take what its holder keeps, says which ones will be
 * refused because of what was corrected by hand, and gives all others their turns.
 */
export async function settleHandovers(
  db: Database,
  batchId: string,
  { unfreed: because, kept: refusal }: Handing,
): Promise<void> {
  const { unfreed, kept, turns } = orderHandovers(await readTakeovers(db, batchId, because.column));
  for (let from = 0; from < unfreed.length; from += AT_ONCE)
    await refuseRows(
      db,
      batchId,
      unfreed.slice(from, from + AT_ONCE).map((line) => ({ line, flaw: because })),
    );
  const foreseen = refusal ? kept : [];
  for (let from = 0; from < foreseen.length; from += AT_ONCE)
    await db.execute(sql`
      update ${batchRows} set refusal = ${refusal} where batch_id = ${batchId}
      and line in (select value::integer from jsonb_array_elements_text(${JSON.stringify(foreseen.slice(from, from + AT_ONCE))}::text::jsonb))`);
  for (let from = 0; from < turns.length; from += AT_ONCE)
    await db.execute(sql`
      update ${batchRows} set tied = true, turn = given.turn
      from jsonb_to_recordset(${JSON.stringify(turns.slice(from, from + AT_ONCE))}::text::jsonb) as given (line integer, turn integer)
      where batch_id = ${batchId} and ${batchRows.line} = given.line`);
}

/** The takeovers that one statement reads, which has a bounded time. */
const READ_AT_ONCE = 10_000;

async function readTakeovers(db: Database, batchId: string, column: string): Promise<Takeover[]> {
  const takeovers: Takeover[] = [];
  for (;;) {
    // Looked up row by row (`offset 0`): a join may be planned as rows times rows.
    const page = (await db.execute(sql`
      select line, giver."from", coalesce(${column} = any(kept), false) as keeps, coalesce(giver.keeps, false) as "fromKeeps"
      from ${batchRows} taker left join lateral (
        select giver.line as "from", ${column} = any(giver.kept) as keeps from ${batchRows} giver
        where giver.batch_id = ${batchId} and giver.key = taker.holder and giver.outcome <> 'bad' limit 1 offset 0
      ) giver on true
      where batch_id = ${batchId} and line > ${takeovers.at(-1)?.line ?? 0} and outcome <> 'bad' and holder is not null
      order by line limit ${READ_AT_ONCE}`)) as unknown as Takeover[];
    for (const takeover of page) takeovers.push(takeover);
    if (page.length < READ_AT_ONCE) return takeovers;
  }
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
    sql`select outcome, count(*)::int as count, count(refusal)::int as kept,
      (count(*) filter (where outcome = 'changed' and 'action' = any(changes)))::int as removed from ${batchRows} where batch_id = ${batchId} group by outcome`,
  )) as unknown as { outcome: string; count: number; kept: number; removed: number }[];
  const counts = Object.fromEntries([...rows].map(({ outcome, count }) => [outcome, count]));
  const sum = (of: 'kept' | 'removed') => [...rows].reduce((all, row) => all + row[of], 0);
  return {
    new: 0,
    changed: 0,
    unchanged: 0,
    conflict: 0,
    bad: 0,
    ...counts,
    kept: sum('kept'),
    removed: sum('removed'),
  };
}
