import { and, eq, gt, isNull, not } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import { extendedSignIn } from '../../domain/passport/sign-in-life.ts';
import type { Database } from '../connect.ts';
import { staffAccounts, staffSessions } from '../schema/index.ts';

/** Reads the live sign-in of an account that is not disabled; each use prolongs it. */
export async function readStaffSession(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<{ account: string; role: StaffRole; scope: Scope } | null> {
  const [session] = await db
    .select({
      account: staffAccounts.account,
      role: staffAccounts.role,
      scope: staffAccounts.scope,
      createdAt: staffSessions.createdAt,
      expiresAt: staffSessions.expiresAt,
    })
    .from(staffSessions)
    .innerJoin(staffAccounts, eq(staffAccounts.account, staffSessions.account))
    .where(
      and(
        eq(staffSessions.tokenHash, tokenHash),
        isNull(staffSessions.endedAt),
        gt(staffSessions.expiresAt, now),
        not(staffAccounts.disabled),
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
      .update(staffSessions)
      .set({ expiresAt: new Date(extended) })
      .where(and(eq(staffSessions.tokenHash, tokenHash), isNull(staffSessions.endedAt)));
  }
  return { account: session.account, role: session.role, scope: session.scope };
}
