import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { knowStagedRows } from '../../../db/batches/stage-rows.ts';
import { connectDatabase } from '../../../db/connect.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { asOwner } from '../../support/sql.ts';

const { url, ownerUrl } = await createTestDatabase();
const ROWS = 5_000;

describe('rows just staged', () => {
  it('are known to the planner before they are compared, however many other batches there were', async () => {
    const { db, close } = connectDatabase(url, { poolSize: 1 });
    const stage = (batchId: string) =>
      asOwner(ownerUrl, async (owner) => {
        await owner.execute(sql`set session_replication_role = replica`);
        await owner.execute(sql`
          insert into batch_rows (batch_id, line, outcome, key, school_code)
          select ${batchId}::uuid, line, 'new', md5(line::text), '990001' from generate_series(1, ${ROWS}::int) line`);
      });
    const estimated = async (batchId: string) => {
      const [explained] = (await db.execute(
        sql`explain (format json) select from batch_rows where batch_id = ${batchId}`,
      )) as unknown as { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }[];
      return explained?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
    };
    const [earlier, later] = [randomUUID(), randomUUID()];
    await stage(earlier);
    await knowStagedRows(db);
    await stage(later);
    const guessed = await estimated(later);
    await knowStagedRows(db);
    expect({ guessed, known: await estimated(later) }).toEqual({ guessed: 1, known: ROWS });
    await close();
  });
});
