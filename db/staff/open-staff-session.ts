import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { auditLog, staffSessions } from '../schema/index.ts';

export interface NewStaffSession {
  tokenHash: string;
  account: string;
  expiresAt: Date;
  /** The sign-in that this one replaces. */
  replacedTokenHash: string | undefined;
}

export async function openStaffSession(db: Database, session: NewStaffSession, now: Date): Promise<void> {
  const { replacedTokenHash, ...row } = session;
  await db.transaction(async (tx) => {
    if (replacedTokenHash !== undefined) {
      await tx
        .update(staffSessions)
        .set({ endedAt: now })
        .where(and(eq(staffSessions.tokenHash, replacedTokenHash), isNull(staffSessions.endedAt)));
    }
    await tx.insert(staffSessions).values({ ...row, createdAt: now });
    await tx.insert(auditLog).values({
      actor: `staff/${session.account}`,
      action: 'signedIn',
      target: `staff/${session.account}`,
      details: {},
      happenedAt: now,
    });
  });
}
