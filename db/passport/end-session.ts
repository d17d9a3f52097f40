import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { sessions } from '../schema/index.ts';

/** Signs out; a session that has already ended stays as it is. */
export async function endSession(db: Database, tokenHash: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.tokenHash, tokenHash), isNull(sessions.endedAt)));
}

/** Ends every sign-in of a passport except the given one, if any. */
export async function endSessions(
  db: Pick<Database, 'update'>,
  passportId: string,
  now: Date,
  keptTokenHash?: string,
): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: now })
    .where(
      and(
        eq(sessions.passportId, passportId),
        isNull(sessions.endedAt),
        keptTokenHash === undefined ? undefined : ne(sessions.tokenHash, keptTokenHash),
      ),
    );
}
