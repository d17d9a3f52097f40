import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { sessions } from '../schema/index.ts';

/** Signs out; ending what has ended changes nothing. */
export async function endSession(db: Database, tokenHash: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.tokenHash, tokenHash), isNull(sessions.endedAt)));
}
