import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { findSignInPassport } from '../../db/passport/find-sign-in-passport.ts';
import { openSession } from '../../db/passport/open-session.ts';
import { endSignIn } from '../../db/passport/sign-ins.ts';
import { candidateActor } from '../../domain/actor.ts';
import { typedAccount } from '../../domain/security.ts';
import { accountIndex, accountKey, checkProvince } from './account-name.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { optionalCandidate } from '../http/middleware/require-candidate.ts';
import { securityEvent } from '../http/refusal-events.ts';
import { passportView } from './view.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { meSchema, signInSchema } from './schemas.ts';
import { ANYBODY_OR_CANDIDATE } from '../http/security.ts';
import { browserSignIn } from '../http/browser-sign-in.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { deviceCookie } from './device-cookie.ts';
import { guardSignIn } from './sign-in-guard.ts';
import type { ApiTools } from '../tools.ts';

const postSession = createRoute({
  method: 'post',
  path: '/sessions',
  tags: ['sessions'],
  summary: 'Sign in with an ID number and exam province, or with an email',
  request: { body: jsonBody(signInSchema) },
  responses: { 200: json(meSchema, 'Signed in; the cookie carries the session'), ...problems },
});

export function sessionRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords' | 'registrationSummaries'>,
) {
  const { db, vault, clock } = deps;
  const cookie = sessionCookie('candidate', deps);
  const device = deviceCookie('candidate', deps.settings.publicUrl, vault);
  return new OpenAPIHono<ApiEnv>()
    .openapi(postSession, async (c) => {
      const form = c.req.valid('json');
      const account = accountIndex(vault, form);
      const key = accountKey(vault, form.account);
      const provinceCode = form.provinceCode ?? null;
      await checkProvince(deps, account, provinceCode);
      await tools.captcha.spend(form.captcha);

      const meant = await findSignInPassport(db, vault, account);
      c.set('aimedAt', meant ? candidateActor(meant.id) : typedAccount(key));
      const passport = await guardSignIn(
        tools.limits,
        {
          account: key,
          meant: meant && candidateActor(meant.id),
          network: c.var.clientNetwork,
          device: device.knownTo(c, meant ? [meant.id] : []),
          refusal: 'WRONG_CREDENTIALS',
        },
        () => tools.passwords.matches(meant, form.password),
      );
      const now = clock.now();
      const { token, session } = browserSignIn(vault, c, cookie);
      const opened = await openSession(
        db,
        {
          ...session,
          passportId: passport.id,
          provinceCode,
          shown: { passwordHash: passport.passwordHash },
        },
        now,
      );
      if (!opened) throw new ApiError('WRONG_CREDENTIALS');
      cookie.set(c, token, passport.id);
      device.remember(c, passport.id);
      return c.json(await passportView(deps, tools, { passportId: passport.id, provinceCode }), 200);
    })
    .openapi(
      createRoute({
        method: 'delete',
        path: '/sessions',
        tags: ['sessions'],
        summary: 'Sign out',
        security: ANYBODY_OR_CANDIDATE,
        middleware: optionalCandidate(deps),
        responses: { 204: { description: 'Signed out' }, ...problems },
      }),
      async (c) => {
        const token = cookie.read(c);
        const passportId = token ? await endSignIn(db, 'candidate', token.tokenHash, clock.now()) : null;
        if (passportId !== null) {
          const actor = candidateActor(passportId);
          deps.securityLog.note(securityEvent(c, { event: 'signedOut', actor, reason: '' }));
        }
        cookie.clear(c);
        return c.body(null, 204);
      },
    );
}
