import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { askPasswordReset } from '../../db/passport/ask-password-reset.ts';
import type { PassportRecord } from '../../db/passport/read-passport.ts';
import { readPasswordReset, usePasswordReset } from '../../db/passport/use-password-reset.ts';
import { candidateActor } from '../../domain/actor.ts';
import { isoInstant } from '../../domain/time.ts';
import { type AccountName, accountIndex, checkProvince, mailedAccountKey } from './account-name.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { accountOfLink } from './link-account.ts';
import { checkNewPassword } from './new-password.ts';
import { newResetLink } from './password-reset-link.ts';
import { refusedField } from '../http/refused-field.ts';
import { endLockOf } from './sign-in-guard.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import {
  askedPasswordResetSchema,
  askPasswordResetSchema,
  passwordResetLinkSchema,
  linkTokenParams,
  usePasswordResetSchema,
} from './schemas.ts';
import { hashToken } from '../../db/tokens.ts';
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
  summary: 'Whether a mailed link still sets a new password, and whose; nothing is changed',
  request: { params: linkTokenParams },
  responses: { 200: json(passwordResetLinkSchema), ...problems },
});

const putPassword = createRoute({
  method: 'post',
  path: '/password-resets/{token}',
  tags: ['passports'],
  summary:
    'Use the mailed link once: set a new password, end every sign-in; at an unverified address ID number and name are asked',
  request: { params: linkTokenParams, body: jsonBody(usePasswordResetSchema) },
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
      const account = accountIndex(vault, form);
      await checkProvince(deps, account, form.provinceCode ?? null);
      await tools.captcha.spend(form.captcha);
      const now = clock.now();
      if (await tools.limits.within('passwordReset', mailedAccountKey(account)))
        await askPasswordReset(db, vault, account, newResetLink(vault, now), now);
      return c.json({ linkLifeMinutes: 30 as const }, 202);
    })
    .openapi(getPasswordReset, async (c) => {
      const link = await readPasswordReset(db, hashToken(vault, c.req.valid('param').token), clock.now());
      if (typeof link === 'string') throw new ApiError(link);
      const { passportId, expiresAt, identityAsked } = link;
      const account = await accountOfLink(deps, c, passportId, 'RESET_LINK_INVALID');
      return c.json({ ...account, expiresAt: isoInstant(expiresAt), identityAsked }, 200);
    })
    .openapi(putPassword, async (c) => {
      const form = c.req.valid('json');
      const tokenHash = hashToken(vault, c.req.valid('param').token);
      checkNewPassword(form);
      const now = clock.now();
      // Hashing is expensive, so it is done only for somebody with a valid link.
      const link = await readPasswordReset(db, tokenHash, now);
      if (typeof link === 'string') throw new ApiError(link);
      c.set('aimedAt', candidateActor(link.passportId));
      const { idNumber, name } = form;
      const identity = idNumber !== undefined && name !== undefined ? { idNumber, name } : null;
      const passwordHash = await tools.passwords.hash(form.password);
      const used = await tools.limits.attempt(
        [['accountRecoveryPair', `reset/${link.passportId}`]],
        async () => {
          const outcome = await usePasswordReset(db, vault, { tokenHash, passwordHash, identity }, now);
          return outcome === 'RESET_IDENTITY_WRONG' ? null : outcome;
        },
      );
      if (used === null) throw refusedField('RESET_IDENTITY_WRONG', 'idNumber', 'wrong');
      if (typeof used === 'string') throw new ApiError(used);
      const passport = await endLockOf(deps, tools.limits, used.passportId, c.var.clientNetwork);
      // The links mailed before are void now, so that a further one may be needed at once.
      const keys = passport
        ? namesOf(passport).map((named) => mailedAccountKey(accountIndex(vault, named)))
        : [];
      await tools.limits.reset([...new Set(keys)].map((key) => ['passwordReset', key] as const));
      return c.body(null, 204);
    });
}

/** Lists the names by which the owner of a passport may ask for a link. */
function namesOf({ email, idNumber, idType }: PassportRecord): AccountName[] {
  return [{ account: email }, { account: idNumber }, { account: idNumber, idType }];
}
