import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { staffSessions } from '../schema/index.ts';

/** Signs out; a session that has already ended stays as it is. */
export async function endStaffSession(db: Database, tokenHash: string, now: Date): Promise<void> {
  await db
    .update(staffSessions)
    .set({ endedAt: now })
    .where(and(eq(staffSessions.tokenHash, tokenHash), isNull(staffSessions.endedAt)));
}
