import { type SQLWrapper, sql } from 'drizzle-orm';
import type { Database } from './connect.ts';

/**
 * Sends writes that do not depend on each other as one statement. None of them sees what the others do, and no two may
 * write the same row.
 */
export async function together(db: Pick<Database, 'execute'>, writes: SQLWrapper[]): Promise<void> {
  if (writes.length === 0) return;
  const named = writes.map((write, index) => sql`${sql.raw(`write_${index}`)} as (${write.getSQL()})`);
  await db.execute(sql`with ${sql.join(named, sql`, `)} select`);
}
