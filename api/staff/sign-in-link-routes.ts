import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { findStaffAccount } from '../../db/staff/find-staff-account.ts';
import { staffSignInByLink } from '../../db/staff/staff-sign-in-by-link.ts';
import { staffActor } from '../../domain/actor.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { deviceCookie } from '../passport/device-cookie.ts';
import { askForSignInLink, openSignInLink, signInByMail } from '../passport/mailed-sign-in.ts';
import { askedSignInLinkSchema, linkTokenParams, signInLinkSchema } from '../passport/schemas.ts';
import { endLock } from '../passport/sign-in-guard.ts';
import type { ApiTools } from '../tools.ts';
import { signedInView } from './signed-in-view.ts';
import { staffAccountKey } from './account-key.ts';
import { askStaffSignInLinkSchema, staffMeSchema } from './schemas.ts';

const postSignInLink = createRoute({
  method: 'post',
  path: '/staff/sign-in-links',
  tags: ['staff'],
  summary: 'Mail a link that signs staff in past a lock; the answer is the same without such an account',
  request: { body: jsonBody(askStaffSignInLinkSchema) },
  responses: { 202: json(askedSignInLinkSchema, 'Mailed, if there is such an account'), ...problems },
});

const getSignInLink = createRoute({
  method: 'get',
  path: '/staff/sign-in-links/{token}',
  tags: ['staff'],
  summary: 'Whom a mailed link signs in; nothing is changed',
  request: { params: linkTokenParams },
  responses: { 200: json(signInLinkSchema), ...problems },
});

const useSignInLink = createRoute({
  method: 'post',
  path: '/staff/sign-in-links/{token}',
  tags: ['staff'],
  summary: 'Use the mailed link once: sign in here, and end the lock',
  request: { params: linkTokenParams },
  responses: { 200: json(staffMeSchema, 'Signed in; the cookie carries the session'), ...problems },
});

/** Routes by which the owner of an account of staff gets past a lock, like `signInLinkRoutes` for candidates. */
export function staffSignInLinkRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'captcha' | 'limits'>) {
  const { db, vault } = deps;
  const cookie = sessionCookie('staff', deps);
  const device = deviceCookie('staff', deps.settings.publicUrl, vault);

  return new OpenAPIHono<ApiEnv>()
    .openapi(postSignInLink, async (c) => {
      const form = c.req.valid('json');
      const of = { account: { staff: form.account }, provinceCode: null };
      return askForSignInLink(deps, tools, c, form.captcha, of);
    })
    .openapi(getSignInLink, async (c) => {
      const link = await openSignInLink(deps, c.req.valid('param').token, 'staff');
      const staff = await findStaffAccount(db, link.holderId);
      if (staff?.emailIndex !== link.emailIndex) throw new ApiError('SIGN_IN_LINK_INVALID');
      return c.json({ account: staff.account, expiresAt: isoInstant(link.expiresAt) }, 200);
    })
    .openapi(useSignInLink, async (c) => {
      const { token } = c.req.valid('param');
      const { account, tokenHash } = await signInByMail(
        deps,
        c,
        cookie,
        token,
        async (...by) => {
          const signedIn = await staffSignInByLink(...by);
          const [, , { tokenHash: opened }] = by;
          return typeof signedIn === 'string' ? signedIn : { account: signedIn.account, tokenHash: opened };
        },
        (staff) => staff.account,
      );
      device.remember(c, account);
      await endLock(
        tools.limits,
        staffActor(account),
        [staffAccountKey(vault, account)],
        c.var.clientNetwork,
      );
      return c.json(await signedInView(deps, c, tokenHash), 200);
    });
}
