import { and, eq, not } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { staffAccounts } from '../schema/index.ts';

/** An account that may sign in; as a list, to be verified like the passports of a candidate. */
export async function findStaffAccount(
  db: Database,
  account: string,
): Promise<(typeof staffAccounts.$inferSelect)[]> {
  return db
    .select()
    .from(staffAccounts)
    .where(and(eq(staffAccounts.account, account), not(staffAccounts.disabled)))
    .limit(1);
}
