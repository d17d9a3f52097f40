import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import type { ShownToken } from '../tokens.ts';
import { openSession } from './open-session.ts';
import type { NewSignIn } from './sign-ins.ts';
import { type SignInLinkRefusal, signInWithLink } from './take-sign-in-link.ts';

/** Uses a mailed link once: signs its passport in, which must still have the verified address it was mailed to. */
export function signInByLink(
  db: Database,
  token: ShownToken,
  signIn: NewSignIn,
  now: Instant,
): Promise<SignInLinkRefusal | { passportId: string; provinceCode: string | null }> {
  return signInWithLink(
    db,
    { token, kind: 'candidate' },
    async (tx, { holderId: passportId, provinceCode }, shown) => {
      const opened = await openSession(tx, { ...signIn, passportId, provinceCode, shown }, now);
      return opened ? { passportId, provinceCode } : null;
    },
    now,
  );
}
