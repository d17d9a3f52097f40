import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { staffSessions } from '../schema/index.ts';

/** Signs out; ending what has ended changes nothing. */
export async function endStaffSession(db: Database, tokenHash: string, now: Date): Promise<void> {
  await db
    .update(staffSessions)
    .set({ endedAt: now })
    .where(and(eq(staffSessions.tokenHash, tokenHash), isNull(staffSessions.endedAt)));
}
