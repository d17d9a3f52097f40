import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { passports, sessions } from '../schema/index.ts';
import { candidateActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

export interface NewSession {
  tokenHash: string;
  passportId: string;
  provinceCode: string | null;
  expiresAt: Date;
  /** The sign-in that this one replaces. */
  replacedTokenHash: string | undefined;
}

/** Signs a passport in; false when it was closed meanwhile. */
export async function openSession(db: Database, session: NewSession, now: Date): Promise<boolean> {
  const { replacedTokenHash, ...row } = session;
  return db.transaction(async (tx) => {
    const open = await tx
      .select({ id: passports.id })
      .from(passports)
      .where(and(eq(passports.id, session.passportId), isNull(passports.closedAt)))
      .for('share');
    if (open.length === 0) return false;
    if (replacedTokenHash !== undefined) {
      await tx
        .update(sessions)
        .set({ endedAt: now })
        .where(and(eq(sessions.tokenHash, replacedTokenHash), isNull(sessions.endedAt)));
    }
    await tx.insert(sessions).values({ ...row, createdAt: now });
    await recordAudit(tx, {
      actor: candidateActor(session.passportId),
      action: 'signedIn',
      target: `passport/${session.passportId}`,
      details: session.provinceCode === null ? {} : { provinceCode: session.provinceCode },
      happenedAt: now,
    });
    return true;
  });
}
