import { and, desc, eq, inArray, not } from 'drizzle-orm';
import { accountsMeant } from '../../domain/actor.ts';
import type { Reader } from '../reader.ts';
import { staffAccounts } from '../schema/index.ts';

export type StaffAccount = typeof staffAccounts.$inferSelect;

/** Finds an account that may sign in, or null. */
export async function findStaffAccount(db: Reader, account: string): Promise<StaffAccount | null> {
  const [found] = await db
    .select()
    .from(staffAccounts)
    .where(and(eq(staffAccounts.account, account), not(staffAccounts.disabled)))
    .limit(1);
  return found ?? null;
}

/** Finds the account that somebody means who typed a name (`accountsMeant`), or null. */
export async function findTypedStaffAccount(db: Reader, typed: string): Promise<StaffAccount | null> {
  const { account, disabled } = staffAccounts;
  const [found] = await db
    .select()
    .from(staffAccounts)
    .where(and(inArray(account, accountsMeant(typed)), not(disabled)))
    .orderBy(desc(eq(account, typed)))
    .limit(1);
  return found ?? null;
}
