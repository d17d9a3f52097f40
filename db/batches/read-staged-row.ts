import { and, eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { batchRows } from '../schema/index.ts';

/** Reads what a row of a filter is about, by its line; null before the first one. */
export async function readStagedRow(
  db: Reader,
  batchId: string,
  line: number,
): Promise<{ key: string; schoolCode: string } | null> {
  const [row] = await db
    .select({ key: batchRows.key, schoolCode: batchRows.schoolCode })
    .from(batchRows)
    .where(and(eq(batchRows.batchId, batchId), eq(batchRows.line, line)));
  return row?.key && row.schoolCode ? { key: row.key, schoolCode: row.schoolCode } : null;
}
