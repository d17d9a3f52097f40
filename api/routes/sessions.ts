import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { emailIndex, idNumberIndex } from '../../db/personal-index.ts';
import { endSession } from '../../db/queries/end-session.ts';
import { type AccountIndex, findSignInPassports } from '../../db/queries/find-sign-in-passports.ts';
import { openSession } from '../../db/queries/open-session.ts';
import { readProvince } from '../../db/queries/read-province.ts';
import type { Vault } from '../../db/vault.ts';
import { ID_TYPES } from '../../domain/id-number.ts';
import { signInExpiresAt } from '../../domain/session-life.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../errors.ts';
import { passportView } from '../passport-view.ts';
import { json, jsonBody, problems } from '../schemas/common.ts';
import { meSchema, signInSchema } from '../schemas/passport.ts';
import { sessionCookie } from '../session-cookie.ts';
import { guardSignIn } from '../sign-in-guard.ts';
import { hashToken, newToken } from '../tokens.ts';
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
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords'>,
) {
  const { db, vault, clock } = deps;
  const cookie = sessionCookie('candidate', deps.settings.publicUrl);
  return new OpenAPIHono<ApiEnv>()
    .openapi(postSession, async (c) => {
      const form = c.req.valid('json');
      const account = accountIndex(vault, form.account);
      const provinceCode = form.provinceCode ?? null;
      if ('idNumberIndexes' in account && provinceCode === null) throw provinceRefused('required');
      if (provinceCode !== null && !(await readProvince(db, provinceCode))) throw provinceRefused('unknown');
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
      return c.json(await passportView(deps, { passportId: passport.id, provinceCode }), 200);
    })
    .openapi(deleteSession, async (c) => {
      const token = cookie.read(c);
      if (token) await endSession(db, hashToken(token), clock.now());
      cookie.clear(c);
      return c.body(null, 204);
    });
}

/** No ID number has an `@`. Which type of paper a number is on is not asked for, so every type is looked for. */
function accountIndex(vault: Vault, account: string): AccountIndex {
  return account.includes('@')
    ? { emailIndex: emailIndex(vault, account) }
    : { idNumberIndexes: ID_TYPES.map((idType) => idNumberIndex(vault, idType, account)) };
}

function accountKey(account: AccountIndex): string {
  return 'emailIndex' in account ? account.emailIndex : (account.idNumberIndexes[0] as string);
}

function provinceRefused(code: 'required' | 'unknown'): ApiError {
  return new ApiError('INVALID_INPUT', { fields: [{ path: 'body.provinceCode', code }] });
}
