import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { endStaffSession } from '../../db/staff/end-staff-session.ts';
import { findStaffAccount } from '../../db/staff/find-staff-account.ts';
import { openStaffSession } from '../../db/staff/open-staff-session.ts';
import { signInExpiresAt } from '../../domain/passport/sign-in-life.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { staffMeSchema, staffSignInSchema } from './schemas.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { guardSignIn } from '../passport/sign-in-guard.ts';
import { hashToken, newToken } from '../http/tokens.ts';
import type { ApiTools } from '../tools.ts';

const postStaffSession = createRoute({
  method: 'post',
  path: '/staff/sessions',
  tags: ['staff'],
  summary: 'Sign in to the staff console',
  request: { body: jsonBody(staffSignInSchema) },
  responses: { 200: json(staffMeSchema, 'Signed in; the cookie carries the session'), ...problems },
});

const deleteStaffSession = createRoute({
  method: 'delete',
  path: '/staff/sessions',
  tags: ['staff'],
  summary: 'Sign out of the staff console',
  responses: { 204: { description: 'Signed out' }, ...problems },
});

export function staffSessionRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords'>,
) {
  const { db, clock } = deps;
  const cookie = sessionCookie('staff', deps.settings.publicUrl);
  return new OpenAPIHono<ApiEnv>()
    .openapi(postStaffSession, async (c) => {
      const form = c.req.valid('json');
      await tools.captcha.spend(form.captcha);
      const { account, role, scope } = await guardSignIn(
        tools.limits,
        { account: `staff/${hashToken(form.account)}`, address: c.var.clientAddress },
        async () => tools.passwords.matches(await findStaffAccount(db, form.account), form.password),
      );
      const now = clock.now();
      const token = newToken();
      const replaced = cookie.read(c);
      await openStaffSession(
        db,
        {
          tokenHash: hashToken(token),
          account,
          expiresAt: new Date(signInExpiresAt(now.getTime(), now.getTime())),
          replacedTokenHash: replaced && hashToken(replaced),
        },
        now,
      );
      cookie.set(c, token);
      return c.json({ account, role, scope }, 200);
    })
    .openapi(deleteStaffSession, async (c) => {
      const token = cookie.read(c);
      if (token) await endStaffSession(db, hashToken(token), clock.now());
      cookie.clear(c);
      return c.body(null, 204);
    })
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/me',
        tags: ['staff'],
        summary: 'The signed-in member of staff',
        ...requireStaff(deps, 'staff.self'),
        responses: { 200: json(staffMeSchema), ...problems },
      }),
      (c) => c.json(c.var.staff, 200),
    );
}
