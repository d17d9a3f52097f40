import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { askPasswordReset } from '../../db/passport/ask-password-reset.ts';
import { readSecondFactor } from '../../db/staff/second-factor.ts';
import { readStaffLink } from '../../db/staff/staff-links.ts';
import { setStaffPasswordByLink } from '../../db/staff/staff-password-link.ts';
import { shownToken } from '../../db/tokens.ts';
import { staffActor } from '../../domain/actor.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { refusedField } from '../http/refused-field.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { checkNewPassword } from '../passport/new-password.ts';
import { newResetLink } from '../passport/password-reset-link.ts';
import { askedPasswordResetSchema, linkTokenParams } from '../passport/schemas.ts';
import { endLock } from '../passport/sign-in-guard.ts';
import type { ApiTools } from '../tools.ts';
import { staffAccountKey } from './account-key.ts';
import { askStaffPasswordSchema, setStaffPasswordSchema, staffPasswordLinkSchema } from './schemas.ts';
import { takeCode } from './second-factor-code.ts';

/** Routes by which the owner of an account of staff sets a password by a mailed link: invited, reset or forgotten. */
export function staffPasswordLinkRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords'>,
) {
  const { db, vault, clock } = deps;

  /** @throws ApiError STAFF_LINK_INVALID, STAFF_LINK_USED, STAFF_LINK_EXPIRED */
  async function linkOf(token: string) {
    const link = await readStaffLink(db, vault, shownToken(vault, token), 'password', clock.now());
    if (typeof link === 'string') throw new ApiError(link);
    const { account } = link.staff;
    const { secret } = await readSecondFactor(db, vault, account);
    return { account, codeAsked: secret !== null, expiresAt: link.expiresAt };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/password-links',
        tags: ['staff'],
        summary: 'Mail a link that sets a new password; the answer is the same without such an account',
        request: { body: jsonBody(askStaffPasswordSchema) },
        responses: {
          202: json(askedPasswordResetSchema, 'Mailed, if there is such an account'),
          ...problems,
        },
      }),
      async (c) => {
        const { account, captcha } = c.req.valid('json');
        await tools.captcha.spend(captcha);
        const now = clock.now();
        if (await tools.limits.within('passwordReset', staffAccountKey(vault, account)))
          await askPasswordReset(db, vault, { staff: account }, newResetLink(vault, now), now);
        return c.json({ linkLifeMinutes: 30 as const }, 202);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/password-links/{token}',
        tags: ['staff'],
        summary: 'Whose password a mailed link sets; nothing is changed',
        request: { params: linkTokenParams },
        responses: { 200: json(staffPasswordLinkSchema), ...problems },
      }),
      async (c) => {
        const { expiresAt, ...link } = await linkOf(c.req.valid('param').token);
        return c.json({ ...link, expiresAt: isoInstant(expiresAt) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/password-links/{token}',
        tags: ['staff'],
        summary:
          'Use the mailed link once: set a password, end every sign-in; takes a code where one is set up',
        request: { params: linkTokenParams, body: jsonBody(setStaffPasswordSchema) },
        responses: { 204: { description: 'The password is set' }, ...problems },
      }),
      async (c) => {
        const { token } = c.req.valid('param');
        const { code, ...form } = c.req.valid('json');
        checkNewPassword(form);
        const { account, codeAsked } = await linkOf(token);
        c.set('aimedAt', staffActor(account));
        // Who reads somebody's mail alone sets no password where a second factor is set up.
        if (codeAsked) {
          if (code === undefined) throw refusedField('SECOND_FACTOR_WRONG', 'code', 'required');
          await takeCode(deps, tools, { account, network: c.var.clientNetwork, code, tokenHash: null });
        }
        const passwordHash = await tools.passwords.hash(form.password);
        const use = { token: shownToken(vault, token), passwordHash };
        const used = await setStaffPasswordByLink(db, vault, use, clock.now());
        if (typeof used === 'string') throw new ApiError(used);
        const key = staffAccountKey(vault, account);
        await endLock(tools.limits, staffActor(account), [key], c.var.clientNetwork);
        await tools.limits.reset([['passwordReset', key]]);
        return c.body(null, 204);
      },
    );
}
