import { and, asc, gt, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { instantValue } from '../schema/instant.ts';
import { batchRows, candidates } from '../schema/index.ts';

/** A file as staged, and the exam session whose roll it is held against. */
export interface StagedRoll {
  batchId: string;
  examSessionId: string;
}

const KEY = sql`${candidates.schoolCode} || '/' || ${candidates.idType} || '/' || ${candidates.idNumberIndex}`;

/** The entries of the schools in the file. */
function ofItsSchools({ batchId, examSessionId }: StagedRoll): SQL {
  const schools = sql`(select distinct school_code from ${batchRows} where batch_id = ${batchId} and school_code is not null)`;
  return sql`(${candidates.examSessionId} = ${examSessionId} and ${candidates.schoolCode} in ${schools})`;
}

function isInFile({ batchId }: StagedRoll): SQL {
  const has = (of: SQL) =>
    sql`exists (select from ${batchRows} row where row.batch_id = ${batchId} and ${of})`;
  // A row whose ID is wrong, or another one than before, is known by its student number.
  return sql`(${has(sql`row.key = ${KEY}`)} or ${has(sql`row.other_key = ${candidates.studentNumberIndex}`)})`;
}

/** Counts the entries of the schools in a file that the file leaves out (缺失). */
export async function countMissingEntries(db: Reader, file: StagedRoll): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(candidates)
    .where(sql`${ofItsSchools(file)} and not ${isInFile(file)}`);
  return row?.count ?? 0;
}

/** Lists them, in the order of their ids. */
export async function listMissingEntries(
  db: Reader,
  file: StagedRoll,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  return db
    .select({
      id: candidates.id,
      personal: candidates.personal,
      schoolCode: candidates.schoolCode,
      missingSince: candidates.missingSince,
    })
    .from(candidates)
    .where(
      and(
        sql`${ofItsSchools(file)} and not ${isInFile(file)}`,
        after === undefined ? undefined : gt(candidates.id, after),
      ),
    )
    .orderBy(asc(candidates.id))
    .limit(limit);
}

const AT_ONCE = 2_000;

/**
 * Takes the mark from entries that are in the file again and, where that was asked for, marks those that it leaves out; nothing is deleted.
 * @returns whether some are left
 */
export async function markMissingEntries(
  tx: Database | Transaction,
  file: StagedRoll,
  { markMissing, now }: { markMissing: boolean; now: Instant },
): Promise<boolean> {
  const some = (which: SQL) =>
    sql`ctid in (select ctid from ${candidates} where ${ofItsSchools(file)} and ${which} limit ${AT_ONCE})`;
  const back = await tx
    .update(candidates)
    .set({ missingSince: null })
    .where(some(sql`missing_since is not null and ${isInFile(file)}`))
    .returning({ id: candidates.id });
  if (back.length === AT_ONCE || !markMissing) return back.length === AT_ONCE;
  const gone = await tx
    .update(candidates)
    .set({ missingSince: sql`${instantValue(now)}` })
    .where(some(sql`missing_since is null and not ${isInFile(file)}`))
    .returning({ id: candidates.id });
  return gone.length === AT_ONCE;
}
