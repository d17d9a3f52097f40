import { sql } from 'drizzle-orm';
import type { Database } from './connect.ts';

/** Asks the database for a sign of life. @throws what the connection fails with */
export async function ping(db: Pick<Database, 'execute'>): Promise<void> {
  await db.execute(sql`select 1`);
}
