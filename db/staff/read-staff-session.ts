import { and, eq, not } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import { nextStep, type SignInStep } from '../../domain/staff/sign-in-step.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { isLive, noteUse } from '../passport/sign-ins.ts';
import type { ShownToken } from '../tokens.ts';
import { staffAccounts, staffSecondFactors, staffSessions } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { secondFactorProof } from './second-factor.ts';

/** Reads the live sign-in of an account that is not disabled; each use prolongs it. @param network the client's address */
export async function readStaffSession(
  { db, vault }: { db: Database; vault: Vault },
  token: ShownToken,
  network: string,
  now: Instant,
): Promise<{ account: string; role: StaffRole; scope: Scope; next: SignInStep | null } | null> {
  const [session] = await db
    .select({
      tokenHash: staffSessions.tokenHash,
      account: staffAccounts.account,
      role: staffAccounts.role,
      scope: staffAccounts.scope,
      createdAt: staffSessions.createdAt,
      lastUsedAt: staffSessions.lastUsedAt,
      secondFactorProof: staffSessions.secondFactorProof,
      secret: staffSecondFactors.sealedSecret,
      secondFactorRequired: staffAccounts.secondFactorRequired,
      mustChangePassword: staffAccounts.mustChangePassword,
    })
    .from(staffSessions)
    .innerJoin(staffAccounts, eq(staffAccounts.account, staffSessions.account))
    .leftJoin(staffSecondFactors, eq(staffSecondFactors.account, staffSessions.account))
    .where(
      and(
        eq(staffSessions.tokenHash, token.tokenHash),
        isLive(staffSessions, now),
        not(staffAccounts.disabled),
      ),
    )
    .limit(1);
  if (!session || !token.isOf(staffActor(session.account))) return null;
  await noteUse(db, 'staff', session, network, now);
  const { account, role, scope, secondFactorRequired, mustChangePassword } = session;
  const next = nextStep({
    enrolled: session.secret !== null,
    secondFactorShown: session.secondFactorProof === secondFactorProof(vault, session.tokenHash),
    secondFactorRequired,
    mustChangePassword,
  });
  return { account, role, scope, next };
}
