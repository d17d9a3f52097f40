import { and, eq, not } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { staffAccounts } from '../schema/index.ts';

/** Finds an account that may sign in; returned as a list, so that it is verified like a candidate's passports. */
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
