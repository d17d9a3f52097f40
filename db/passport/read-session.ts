import { and, eq, gt, isNull } from 'drizzle-orm';
import { extendedSignIn } from '../../domain/passport/sign-in-life.ts';
import type { Database } from '../connect.ts';
import { passports, sessions } from '../schema/index.ts';

/** Reads the live sign-in of a token; each use prolongs it. */
export async function readSession(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<{ passportId: string; provinceCode: string | null } | null> {
  const [session] = await db
    .select({
      passportId: sessions.passportId,
      provinceCode: sessions.provinceCode,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .innerJoin(passports, eq(passports.id, sessions.passportId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, now),
        isNull(passports.closedAt),
      ),
    )
    .limit(1);
  if (!session) return null;
  const extended = extendedSignIn(
    { createdAt: session.createdAt.getTime(), expiresAt: session.expiresAt.getTime() },
    now.getTime(),
  );
  if (extended !== null) {
    await db
      .update(sessions)
      .set({ expiresAt: new Date(extended) })
      .where(and(eq(sessions.tokenHash, tokenHash), isNull(sessions.endedAt)));
  }
  return { passportId: session.passportId, provinceCode: session.provinceCode };
}
