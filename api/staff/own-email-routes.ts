import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { findStaffAccount } from '../../db/staff/find-staff-account.ts';
import { askStaffEmail, verifyStaffEmail } from '../../db/staff/own-staff-email.ts';
import { openStaffEmail } from '../../db/staff/staff-email.ts';
import { newStaffLink, readStaffLink } from '../../db/staff/staff-links.ts';
import { shownToken } from '../../db/tokens.ts';
import { staffActor } from '../../domain/actor.ts';
import { STAFF_LINK_LIFE_MS } from '../../domain/staff/link-life.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { refusedField } from '../http/refused-field.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { linkTokenParams, passwordSchema } from '../passport/schemas.ts';
import type { ApiTools } from '../tools.ts';
import { staffAccountKey } from './account-key.ts';
import { checkStaffPassword } from './own-staff-password.ts';
import {
  changeStaffEmailSchema,
  ownStaffEmailSchema,
  staffEmailAskedSchema,
  staffEmailLinkSchema,
} from './schemas.ts';

/** Routes by which a member of staff proves the address of their account, or another one in its place. */
export function ownStaffEmailRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'limits' | 'passwords'>) {
  const { db, vault, clock } = deps;
  const signedIn = { tags: ['staff'], ...requireStaff(deps, 'staff.self') };

  async function emailOf(account: string): Promise<z.infer<typeof ownStaffEmailSchema>> {
    const own = await findStaffAccount(db, account);
    const email = own?.sealedEmail ? openStaffEmail(vault, account, own.sealedEmail) : null;
    return { email, verified: own?.emailVerifiedAt != null };
  }

  /** @throws ApiError STAFF_LINK_INVALID, STAFF_LINK_USED, STAFF_LINK_EXPIRED */
  async function linkOf(token: string) {
    const link = await readStaffLink(db, vault, shownToken(vault, token), 'email', clock.now());
    if (typeof link === 'string') throw new ApiError(link);
    return link;
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...signedIn,
        method: 'get',
        path: '/staff/me/email',
        summary: 'The address of the own account',
        responses: { 200: json(ownStaffEmailSchema), ...problems },
      }),
      async (c) => c.json(await emailOf(c.var.staff.account), 200),
    )
    .openapi(
      createRoute({
        ...signedIn,
        method: 'put',
        path: '/staff/me/email',
        summary: 'Mail a link to an address; the account has it once its link is used',
        request: { body: jsonBody(changeStaffEmailSchema) },
        responses: { 202: json(staffEmailAskedSchema, 'Mailed'), ...problems },
      }),
      async (c) => {
        const { email, password } = c.req.valid('json');
        const { account } = c.var.staff;
        await checkStaffPassword(deps, tools, account, { field: 'password', password });
        const own = await emailOf(account);
        if (own.verified && own.email === email) throw refusedField('EMAIL_UNCHANGED', 'email', 'unchanged');
        await tools.limits.count('verificationMail', staffActor(account));
        const now = clock.now();
        const link = newStaffLink(vault, 'email', now + STAFF_LINK_LIFE_MS.email);
        await askStaffEmail(db, vault, { account, email, link }, now);
        return c.json({ expiresAt: isoInstant(link.expiresAt) }, 202);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/email-verifications/{token}',
        tags: ['staff'],
        summary: 'Whose address a mailed link proves; nothing is changed',
        request: { params: linkTokenParams },
        responses: { 200: json(staffEmailLinkSchema), ...problems },
      }),
      async (c) => {
        const { staff, email, expiresAt } = await linkOf(c.req.valid('param').token);
        return c.json({ account: staff.account, email, expiresAt: isoInstant(expiresAt) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/email-verifications/{token}',
        tags: ['staff'],
        summary: "Use the mailed link once, with the account's password: the account has the address",
        request: {
          params: linkTokenParams,
          body: jsonBody(z.object({ password: passwordSchema }).openapi('ProveStaffEmail')),
        },
        responses: { 200: json(ownStaffEmailSchema), ...problems },
      }),
      async (c) => {
        const { token } = c.req.valid('param');
        const { account } = (await linkOf(token)).staff;
        c.set('aimedAt', staffActor(account));
        const { password } = c.req.valid('json');
        const countedAs = `mail/${staffAccountKey(vault, account)}`;
        const checkedHash = await checkStaffPassword(
          deps,
          tools,
          account,
          { field: 'password', password },
          countedAs,
        );
        const use = { token: shownToken(vault, token), checkedHash };
        const used = await verifyStaffEmail(db, vault, use, clock.now());
        if (used === 'PASSWORD_WRONG') throw refusedField(used, 'password', 'wrong');
        if (typeof used === 'string') throw new ApiError(used);
        return c.json(await emailOf(used.account), 200);
      },
    );
}
