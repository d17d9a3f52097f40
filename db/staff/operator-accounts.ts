import { eq } from 'drizzle-orm';
import { COMMAND_LINE, staffActor } from '../../domain/actor.ts';
import type { RoleInScope } from '../../domain/staff/account-levels.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { endSignInsOfStaff } from '../passport/sign-ins.ts';
import { recordAudit } from '../record-audit.ts';
import { staffAccounts } from '../schema/index.ts';
import { removeSecondFactor } from './second-factor.ts';
import { voidAllLinksOfStaff } from './staff-links.ts';

/**
 * Makes an account that nobody of staff keeps, with a temporary password. The connection is the owner's, who alone may.
 * @returns false when there is such an account
 */
export async function createAsOperator(
  owner: Database,
  { account, passwordHash, role, scope }: RoleInScope & { account: string; passwordHash: string },
  now: Instant,
): Promise<boolean> {
  return owner.transaction(async (tx) => {
    const made = await tx
      .insert(staffAccounts)
      .values({ account, role, scope, passwordHash, mustChangePassword: true })
      .onConflictDoNothing()
      .returning({ account: staffAccounts.account });
    if (made.length === 0) return false;
    const details = { role, scope, secondFactorRequired: true };
    const target = staffActor(account);
    await recordAudit(tx, {
      actor: COMMAND_LINE,
      action: 'staffAccountCreated',
      target,
      details,
      happenedAt: now,
    });
    return true;
  });
}

/**
 * Gives an account a temporary password and takes its authenticator away, as the owner; its sign-ins end.
 * @returns false when there is no such account
 */
export async function resetAsOperator(
  owner: Database,
  { account, passwordHash }: { account: string; passwordHash: string },
  now: Instant,
): Promise<boolean> {
  return owner.transaction(async (tx) => {
    const reset = await tx
      .update(staffAccounts)
      .set({ passwordHash, mustChangePassword: true })
      .where(eq(staffAccounts.account, account))
      .returning({ account: staffAccounts.account });
    if (reset.length === 0) return false;
    const signInsEnded = await endSignInsOfStaff(tx, account, now);
    await voidAllLinksOfStaff(tx, account, now);
    const secondFactorRemoved = await removeSecondFactor(tx, account);
    await recordAudit(tx, {
      actor: COMMAND_LINE,
      action: 'staffPasswordReset',
      target: staffActor(account),
      details: { secondFactorRemoved, signInsEnded },
      happenedAt: now,
    });
    return true;
  });
}
