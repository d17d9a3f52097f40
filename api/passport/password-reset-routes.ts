import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { idNumberIndex } from '../../db/person/personal-index.ts';
import { askPasswordReset } from '../../db/passport/ask-password-reset.ts';
import { readPassport } from '../../db/passport/read-passport.ts';
import { readPasswordReset, usePasswordReset } from '../../db/passport/use-password-reset.ts';
import { accountIndex, accountKey, checkProvince } from './account-name.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { checkNewPassword } from './new-password.ts';
import { newResetLink } from './password-reset-link.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import {
  askedPasswordResetSchema,
  askPasswordResetSchema,
  passwordResetLinkSchema,
  resetTokenParams,
  usePasswordResetSchema,
} from './schemas.ts';
import { hashToken } from '../http/tokens.ts';
import type { ApiTools } from '../tools.ts';

const postPasswordReset = createRoute({
  method: 'post',
  path: '/password-resets',
  tags: ['passports'],
  summary: 'Mail a link that sets a new password; the answer is the same without such an account',
  request: { body: jsonBody(askPasswordResetSchema) },
  responses: { 202: json(askedPasswordResetSchema, 'Mailed, if there is such an account'), ...problems },
});

const getPasswordReset = createRoute({
  method: 'get',
  path: '/password-resets/{token}',
  tags: ['passports'],
  summary: 'Whether a mailed link still sets a new password',
  request: { params: resetTokenParams },
  responses: { 200: json(passwordResetLinkSchema), ...problems },
});

const putPassword = createRoute({
  method: 'post',
  path: '/password-resets/{token}',
  tags: ['passports'],
  summary: 'Use the mailed link once: set a new password, end every sign-in',
  request: { params: resetTokenParams, body: jsonBody(usePasswordResetSchema) },
  responses: { 204: { description: 'The password is set' }, ...problems },
});

export function passwordResetRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords'>,
) {
  const { db, vault, clock } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(postPasswordReset, async (c) => {
      const form = c.req.valid('json');
      const account = accountIndex(vault, form.account);
      await checkProvince(deps, account, form.provinceCode ?? null);
      await tools.captcha.spend(form.captcha);
      await tools.limits.count('recoveryAddress', c.var.clientAddress);
      await tools.limits.count('passwordReset', accountKey(account));
      const now = clock.now();
      await askPasswordReset(db, vault, account, () => newResetLink(now), now);
      return c.json({ linkLifeMinutes: 30 as const }, 202);
    })
    .openapi(getPasswordReset, async (c) => {
      const link = await readPasswordReset(db, hashToken(c.req.valid('param').token), clock.now());
      if (typeof link === 'string') throw new ApiError(link);
      return c.json({ expiresAt: link.expiresAt.toISOString() }, 200);
    })
    .openapi(putPassword, async (c) => {
      const form = c.req.valid('json');
      const tokenHash = hashToken(c.req.valid('param').token);
      checkNewPassword(form);
      const now = clock.now();
      // Hashing is expensive, so it is done only for somebody with a valid link.
      const link = await readPasswordReset(db, tokenHash, now);
      if (typeof link === 'string') throw new ApiError(link);
      const passwordHash = await tools.passwords.hash(form.password);
      const used = await usePasswordReset(db, { tokenHash, passwordHash }, now);
      if (typeof used === 'string') throw new ApiError(used);
      await forgetGuesses(used.passportId);
      return c.body(null, 204);
    });

  /** Lifts the lock on an account, so that somebody else's guesses no longer keep its owner out. */
  async function forgetGuesses(passportId: string): Promise<void> {
    const passport = await readPassport(db, vault, passportId);
    if (!passport) return;
    const keys = [passport.emailIndex, idNumberIndex(vault, 'residentId', passport.idNumber)];
    await Promise.all(
      keys.flatMap((key) => [tools.limits.reset('signInLock', key), tools.limits.reset('signInPace', key)]),
    );
  }
}
