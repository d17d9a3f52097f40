import { and, eq, sql } from 'drizzle-orm';
import { rowOfMail } from '../../domain/batches/bulk.ts';
import type { Database } from '../connect.ts';
import { batches, batchRows } from '../schema/index.ts';

/** Tells the row that a mail belongs to that its address is not taken; any other message has none. Told again, it changes nothing. */
export async function noteBounced(db: Database, key: string): Promise<void> {
  const row = rowOfMail(key);
  if (!row) return;
  const { batchId, line } = row;
  await db.transaction(async (tx) => {
    await tx.select({ id: batches.id }).from(batches).where(eq(batches.id, batchId)).for('update');
    const bounced = await tx
      .update(batchRows)
      .set({ result: 'refused', refusal: 'BOUNCED' })
      .where(and(eq(batchRows.batchId, batchId), eq(batchRows.line, line), eq(batchRows.result, 'done')))
      .returning({ line: batchRows.line });
    if (bounced.length > 0)
      await tx
        .update(batches)
        .set({ done: sql`${batches.done} - 1`, refused: sql`${batches.refused} + 1` })
        .where(eq(batches.id, batchId));
  });
}
