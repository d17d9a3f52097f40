import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { endSignIn } from '../../db/passport/sign-ins.ts';
import { findTypedStaffAccount } from '../../db/staff/find-staff-account.ts';
import { openStaffSession } from '../../db/staff/open-staff-session.ts';
import { staffActor } from '../../domain/actor.ts';
import { typedAccount } from '../../domain/security.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { optionalStaff, requireStaff } from '../http/middleware/require-staff.ts';
import { securityEvent } from '../http/refusal-events.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { staffMeSchema, staffSignedInSchema, staffSignInSchema } from './schemas.ts';
import { ANYBODY_OR_STAFF } from '../http/security.ts';
import { browserSignIn } from '../http/browser-sign-in.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { deviceCookie } from '../passport/device-cookie.ts';
import { guardSignIn } from '../passport/sign-in-guard.ts';
import { signedInView } from './signed-in-view.ts';
import { staffAccountKey } from './account-key.ts';
import type { ApiTools } from '../tools.ts';

const postStaffSession = createRoute({
  method: 'post',
  path: '/staff/sessions',
  tags: ['staff'],
  summary: 'Sign in to the staff console',
  request: { body: jsonBody(staffSignInSchema) },
  responses: { 200: json(staffMeSchema, 'Signed in; the cookie carries the session'), ...problems },
});

export function staffSessionRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords'>,
) {
  const { db, vault, clock } = deps;
  const cookie = sessionCookie('staff', deps);
  const device = deviceCookie('staff', deps.settings.publicUrl, vault);
  return new OpenAPIHono<ApiEnv>()
    .openapi(postStaffSession, async (c) => {
      const form = c.req.valid('json');
      await tools.captcha.spend(form.captcha);
      const meant = await findTypedStaffAccount(db, form.account);
      const key = staffAccountKey(vault, form.account);
      c.set('aimedAt', meant ? staffActor(meant.account) : typedAccount(key));
      const { account, passwordHash } = await guardSignIn(
        tools.limits,
        {
          account: key,
          meant: meant && staffActor(meant.account),
          network: c.var.clientNetwork,
          device: device.knownTo(c, meant ? [meant.account] : []),
          refusal: 'STAFF_CREDENTIALS_WRONG',
        },
        () => tools.passwords.matches(meant, form.password),
      );
      const now = clock.now();
      const { token, session } = browserSignIn(vault, c, cookie);
      const staff = await openStaffSession(db, { ...session, account, shown: { passwordHash } }, now);
      if (!staff) throw new ApiError('STAFF_CREDENTIALS_WRONG');
      cookie.set(c, token, account);
      device.remember(c, account);
      return c.json(await signedInView(deps, c, session.tokenHash), 200);
    })
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/sessions',
        tags: ['staff'],
        summary: 'Whether somebody of staff is signed in here; asked by pages that remember nobody',
        security: ANYBODY_OR_STAFF,
        middleware: optionalStaff(deps),
        responses: { 200: json(staffSignedInSchema), ...problems },
      }),
      (c) => c.json({ signedIn: c.var.staff !== undefined }, 200),
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/staff/sessions',
        tags: ['staff'],
        summary: 'Sign out of the staff console',
        security: ANYBODY_OR_STAFF,
        middleware: optionalStaff(deps),
        responses: { 204: { description: 'Signed out' }, ...problems },
      }),
      async (c) => {
        const token = cookie.read(c);
        const ended = token ? await endSignIn(db, 'staff', token.tokenHash, clock.now()) : null;
        if (ended !== null) {
          const actor = staffActor(ended);
          deps.securityLog.note(securityEvent(c, { event: 'signedOut', actor, reason: '' }));
        }
        cookie.clear(c);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/me',
        tags: ['staff'],
        summary: 'The signed-in member of staff',
        ...requireStaff(deps, 'staff.self', 'atAnyStep'),
        responses: { 200: json(staffMeSchema), ...problems },
      }),
      (c) => c.json(c.var.staff, 200),
    );
}
