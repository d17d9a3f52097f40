import { asc, inArray, lt } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Database } from './connect.ts';
import { securityEvents } from './schema/index.ts';

/** Deletes one batch of what the security log has held long enough. @returns how many rows went */
export async function forgetSecurityEvents(
  db: Database,
  older: { than: Instant; batch: number },
): Promise<number> {
  const old = db
    .select({ id: securityEvents.id })
    .from(securityEvents)
    .where(lt(securityEvents.lastAt, older.than))
    .orderBy(asc(securityEvents.lastAt))
    .limit(older.batch);
  const gone = await db
    .delete(securityEvents)
    .where(inArray(securityEvents.id, old))
    .returning({ id: securityEvents.id });
  return gone.length;
}
