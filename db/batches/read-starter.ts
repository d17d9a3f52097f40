import { eq } from 'drizzle-orm';
import { type Actor, actorParts, COMMAND_LINE } from '../../domain/actor.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import type { Reader } from '../reader.ts';
import { staffAccounts } from '../schema/index.ts';

/** Reads what whoever has a batch done may do now: operators anything, a disabled account nothing. */
export async function readStarter(
  db: Reader,
  startedBy: Actor,
): Promise<'operator' | { role: StaffRole; scope: Scope } | null> {
  if (startedBy === COMMAND_LINE) return 'operator';
  const { id } = actorParts(startedBy);
  const [account] = await db.select().from(staffAccounts).where(eq(staffAccounts.account, id));
  return account && !account.disabled ? { role: account.role, scope: account.scope } : null;
}
