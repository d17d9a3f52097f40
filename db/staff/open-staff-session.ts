import { and, eq, not } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { type NewSignIn, openSignIn, type Shown, stillHas } from '../passport/sign-ins.ts';
import { staffAccounts } from '../schema/index.ts';
import type { StaffAccount } from './find-staff-account.ts';

export interface NewStaffSession extends NewSignIn {
  account: string;
  shown: Shown;
}

/** Signs an account of staff in; null when it was disabled, or its password or address changed, since that was shown. */
export async function openStaffSession(
  db: Pick<Database, 'transaction'>,
  { account, shown, ...signIn }: NewStaffSession,
  now: Instant,
): Promise<StaffAccount | null> {
  return db.transaction(async (tx) => {
    const [staff] = await tx
      .select()
      .from(staffAccounts)
      .where(
        and(eq(staffAccounts.account, account), not(staffAccounts.disabled), stillHas(staffAccounts, shown)),
      )
      .for('share');
    if (!staff) return null;
    await openSignIn(tx, 'staff', { account }, signIn, shown, now);
    return staff;
  });
}
