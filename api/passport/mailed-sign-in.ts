import type { Context } from 'hono';
import { askSignInLink } from '../../db/passport/ask-sign-in-link.ts';
import type { NewSignIn } from '../../db/passport/sign-ins.ts';
import {
  readSignInLink,
  type SignInLink,
  type SignInLinkRefusal,
} from '../../db/passport/take-sign-in-link.ts';
import { type ShownToken, shownToken } from '../../db/tokens.ts';
import type { ActorKind } from '../../domain/actor.ts';
import type { SignInLinkAsked } from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { browserSignIn } from '../http/browser-sign-in.ts';
import { ApiError } from '../http/errors.ts';
import type { SessionCookie } from '../http/session-cookie.ts';
import type { ApiTools } from '../tools.ts';
import { newSignInLink } from './new-sign-in-link.ts';

/** Leaves a request for a sign-in link to the relay, which looks the account up: the answer is the same without one. */
export async function askForSignInLink(
  { db, vault, clock }: ApiDependencies,
  tools: Pick<ApiTools, 'captcha'>,
  c: Context<ApiEnv>,
  captcha: string,
  of: Pick<SignInLinkAsked, 'account' | 'provinceCode'>,
) {
  await tools.captcha.spend(captcha);
  await askSignInLink(db, newSignInLink(vault, of, clock.now()));
  return c.json({ linkLifeMinutes: 30 as const }, 202);
}

/** Reads a link that still signs somebody in. @throws ApiError SIGN_IN_LINK_INVALID, SIGN_IN_LINK_USED, SIGN_IN_LINK_EXPIRED */
export async function openSignInLink(
  { db, vault, clock }: ApiDependencies,
  token: string,
  kind: ActorKind,
): Promise<SignInLink> {
  const link = await readSignInLink(db, shownToken(vault, token), kind, clock.now());
  if (typeof link === 'string') throw new ApiError(link);
  return link;
}

/** Signs this browser in by a mailed link. @throws ApiError SIGN_IN_LINK_INVALID, SIGN_IN_LINK_USED, SIGN_IN_LINK_EXPIRED */
export async function signInByMail<SignedIn extends object>(
  { db, vault, clock }: ApiDependencies,
  c: Context<ApiEnv>,
  cookie: SessionCookie,
  linkToken: string,
  signInByLink: (
    db: ApiDependencies['db'],
    link: ShownToken,
    signIn: NewSignIn,
    now: Instant,
  ) => Promise<SignInLinkRefusal | SignedIn>,
  holderOf: (signedIn: SignedIn) => string,
): Promise<SignedIn> {
  const { token, session } = browserSignIn(vault, c, cookie);
  const signedIn = await signInByLink(db, shownToken(vault, linkToken), session, clock.now());
  if (typeof signedIn === 'string') throw new ApiError(signedIn);
  cookie.set(c, token, holderOf(signedIn));
  return signedIn;
}
