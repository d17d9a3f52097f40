import type { Context } from 'hono';
import { readPassport } from '../../db/passport/read-passport.ts';
import { signInHolder } from '../../db/passport/sign-ins.ts';
import { maskEmail } from '../../domain/person/email.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import type { ErrorCode } from '../http/error-codes.ts';
import { ApiError } from '../http/errors.ts';
import { sessionCookie } from '../http/session-cookie.ts';

/**
 * Says whose a mailed link is: the masked email of its passport, and whether that passport is signed in in this browser.
 * Nobody is refused for whom their page shows: the link acts for its own passport, whoever is signed in.
 * @throws ApiError `invalid` when the passport is closed
 */
export async function accountOfLink(
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock' | 'settings'>,
  c: Context<ApiEnv>,
  passportId: string,
  invalid: ErrorCode,
): Promise<{ account: string; signedIn: boolean }> {
  const { db, vault, clock } = deps;
  const passport = await readPassport(db, vault, passportId);
  if (!passport) throw new ApiError(invalid);
  const token = sessionCookie('candidate', deps).read(c);
  const holder = token && (await signInHolder(db, 'candidate', token, clock.now()));
  return { account: maskEmail(passport.email), signedIn: holder === passportId };
}
