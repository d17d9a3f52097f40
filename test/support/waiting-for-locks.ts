import { sql } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';

/** Counts those who wait for a lock, outside of any transaction: inside one the first answer would stay. */
export async function waitingForLocks(db: Database): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return row?.count ?? 0;
}
