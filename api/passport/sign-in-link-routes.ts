import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { readPassport } from '../../db/passport/read-passport.ts';
import { signInByLink } from '../../db/passport/sign-in-by-link.ts';
import { isoInstant } from '../../domain/time.ts';
import { accountIndex, checkProvince } from './account-name.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { deviceCookie } from './device-cookie.ts';
import { ApiError } from '../http/errors.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { accountOfLink } from './link-account.ts';
import { askForSignInLink, openSignInLink, signInByMail } from './mailed-sign-in.ts';
import {
  askedSignInLinkSchema,
  askSignInLinkSchema,
  meSchema,
  linkTokenParams,
  passportLinkSchema,
} from './schemas.ts';
import { endLockOf } from './sign-in-guard.ts';
import type { ApiTools } from '../tools.ts';
import { passportView } from './view.ts';

const postSignInLink = createRoute({
  method: 'post',
  path: '/sign-in-links',
  tags: ['sessions'],
  summary:
    'Mail a link that signs in past a lock, to a verified address; the answer is the same without such an account',
  request: { body: jsonBody(askSignInLinkSchema) },
  responses: { 202: json(askedSignInLinkSchema, 'Mailed, if there is such an account'), ...problems },
});

const getSignInLink = createRoute({
  method: 'get',
  path: '/sign-in-links/{token}',
  tags: ['sessions'],
  summary: 'Whom a mailed link signs in; nothing is changed',
  request: { params: linkTokenParams },
  responses: { 200: json(passportLinkSchema), ...problems },
});

const useSignInLink = createRoute({
  method: 'post',
  path: '/sign-in-links/{token}',
  tags: ['sessions'],
  summary: 'Use the mailed link once: sign in here, and end the lock',
  request: { params: linkTokenParams },
  responses: { 200: json(meSchema, 'Signed in; the cookie carries the session'), ...problems },
});

/** Routes by which the owner of a passport gets past a lock that somebody's guesses have brought about. */
export function signInLinkRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'registrationSummaries'>,
) {
  const { db, vault } = deps;
  const cookie = sessionCookie('candidate', deps);
  const device = deviceCookie('candidate', deps.settings.publicUrl, vault);

  return new OpenAPIHono<ApiEnv>()
    .openapi(postSignInLink, async (c) => {
      const form = c.req.valid('json');
      const account = accountIndex(vault, form);
      const provinceCode = form.provinceCode ?? null;
      await checkProvince(deps, account, provinceCode);
      return askForSignInLink(deps, tools, c, form.captcha, { account, provinceCode });
    })
    .openapi(getSignInLink, async (c) => {
      const link = await openSignInLink(deps, c.req.valid('param').token, 'candidate');
      const passport = await readPassport(db, vault, link.holderId);
      if (passport?.emailIndex !== link.emailIndex || passport.emailVerifiedAt === null)
        throw new ApiError('SIGN_IN_LINK_INVALID');
      const account = await accountOfLink(deps, c, passport.id, 'SIGN_IN_LINK_INVALID');
      return c.json({ ...account, expiresAt: isoInstant(link.expiresAt) }, 200);
    })
    .openapi(useSignInLink, async (c) => {
      const signedIn = await signInByMail(
        deps,
        c,
        cookie,
        c.req.valid('param').token,
        signInByLink,
        ({ passportId }) => passportId,
      );
      device.remember(c, signedIn.passportId);
      await endLockOf(deps, tools.limits, signedIn.passportId, c.var.clientNetwork);
      return c.json(await passportView(deps, tools, signedIn), 200);
    });
}
