import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { endSession } from '../../db/passport/end-session.ts';
import { findSignInPassports } from '../../db/passport/find-sign-in-passports.ts';
import { openSession } from '../../db/passport/open-session.ts';
import { signInExpiresAt } from '../../domain/passport/sign-in-life.ts';
import { accountIndex, accountKey, checkProvince } from './account-name.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { passportView } from './view.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { meSchema, signInSchema } from './schemas.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { guardSignIn } from './sign-in-guard.ts';
import { hashToken, newToken } from '../http/tokens.ts';
import type { ApiTools } from '../tools.ts';

const postSession = createRoute({
  method: 'post',
  path: '/sessions',
  tags: ['sessions'],
  summary: 'Sign in with an ID number and exam province, or with an email',
  request: { body: jsonBody(signInSchema) },
  responses: { 200: json(meSchema, 'Signed in; the cookie carries the session'), ...problems },
});

const deleteSession = createRoute({
  method: 'delete',
  path: '/sessions',
  tags: ['sessions'],
  summary: 'Sign out',
  responses: { 204: { description: 'Signed out' }, ...problems },
});

export function sessionRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords' | 'registrationSummaries'>,
) {
  const { db, vault, clock } = deps;
  const cookie = sessionCookie('candidate', deps.settings.publicUrl);
  return new OpenAPIHono<ApiEnv>()
    .openapi(postSession, async (c) => {
      const form = c.req.valid('json');
      const account = accountIndex(vault, form.account);
      const provinceCode = form.provinceCode ?? null;
      await checkProvince(deps, account, provinceCode);
      await tools.captcha.spend(form.captcha);

      const passport = await guardSignIn(
        tools.limits,
        { account: accountKey(account), address: c.var.clientAddress },
        async () => tools.passwords.matches(await findSignInPassports(db, account), form.password),
      );
      const now = clock.now();
      const token = newToken();
      const replaced = cookie.read(c);
      const opened = await openSession(
        db,
        {
          tokenHash: hashToken(token),
          passportId: passport.id,
          provinceCode,
          expiresAt: new Date(signInExpiresAt(now.getTime(), now.getTime())),
          replacedTokenHash: replaced && hashToken(replaced),
        },
        now,
      );
      if (!opened) throw new ApiError('WRONG_CREDENTIALS');
      cookie.set(c, token);
      return c.json(await passportView(deps, tools, { passportId: passport.id, provinceCode }), 200);
    })
    .openapi(deleteSession, async (c) => {
      const token = cookie.read(c);
      if (token) await endSession(db, hashToken(token), clock.now());
      cookie.clear(c);
      return c.body(null, 204);
    });
}
