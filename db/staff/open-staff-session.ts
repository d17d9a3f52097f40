import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { staffSessions } from '../schema/index.ts';
import { staffActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

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
    await recordAudit(tx, {
      actor: staffActor(session.account),
      action: 'signedIn',
      details: {},
      target: `staff/${session.account}`,
      happenedAt: now,
    });
  });
}
