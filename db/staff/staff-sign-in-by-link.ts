import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import type { ShownToken } from '../tokens.ts';
import type { NewSignIn } from '../passport/sign-ins.ts';
import { type SignInLinkRefusal, signInWithLink } from '../passport/take-sign-in-link.ts';
import type { StaffAccount } from './find-staff-account.ts';
import { openStaffSession } from './open-staff-session.ts';

/** Uses a mailed link once: signs its account of staff in, which must still have the address it was mailed to. */
export function staffSignInByLink(
  db: Database,
  token: ShownToken,
  signIn: NewSignIn,
  now: Instant,
): Promise<SignInLinkRefusal | StaffAccount> {
  return signInWithLink(
    db,
    { token, kind: 'staff' },
    (tx, { holderId: account }, shown) => openStaffSession(tx, { ...signIn, account, shown }, now),
    now,
  );
}
