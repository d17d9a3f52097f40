import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { findStaffAccount } from '../../db/staff/find-staff-account.ts';
import { changeOwnStaffPassword } from '../../db/staff/change-staff-account.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  countRecoveryCodes,
  readSecondFactor,
  renewRecoveryCodes,
} from '../../db/staff/second-factor.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { refusedField } from '../http/refused-field.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { checkNewPassword } from '../passport/new-password.ts';
import { changePasswordSchema, passwordSchema } from '../passport/schemas.ts';
import type { ApiTools } from '../tools.ts';
import { checkStaffPassword } from './own-staff-password.ts';
import { signedInView } from './signed-in-view.ts';
import { secondFactorCodeSchema, staffMeSchema } from './schemas.ts';
import { attemptCode, takeCode } from './second-factor-code.ts';
import { enrolmentUri, newRecoveryCodes, newSecret, recoveryCodeHash, stepOf } from './totp.ts';

const codeBody = jsonBody(z.object({ code: secondFactorCodeSchema }).openapi('SecondFactorCode'));
const passwordBody = jsonBody(z.object({ password: passwordSchema }).openapi('StaffPassword'));
const recoveryCodesSchema = z
  .object({ recoveryCodes: z.array(z.string()).openapi({ description: 'Shown once; each works once' }) })
  .openapi('RecoveryCodes');
const secondFactorSchema = z
  .object({
    required: z.boolean(),
    enrolled: z.boolean(),
    recoveryCodesLeft: z.number().int(),
  })
  .openapi('SecondFactor');
const enrolmentSchema = z
  .object({
    secret: z.string().openapi({ description: 'Base32, to be typed in' }),
    uri: z.string().openapi({ description: 'The same for a QR code' }),
  })
  .openapi('SecondFactorEnrolment');

/** Routes by which a member of staff completes a sign-in, and keeps their own password and authenticator. */
export function ownStaffSecurityRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'limits' | 'passwords'>) {
  const { db, vault, clock } = deps;
  const cookie = sessionCookie('staff', deps);
  const tokenHashOf = (c: Context<ApiEnv>) => cookie.read(c)?.tokenHash ?? '';
  const atAnyStep = { tags: ['staff'], ...requireStaff(deps, 'staff.self', 'atAnyStep') };
  const signedIn = { tags: ['staff'], ...requireStaff(deps, 'staff.self') };

  const checkPassword = (account: string, field: string, password: string) =>
    checkStaffPassword(deps, tools, account, { field, password });

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...atAnyStep,
        method: 'post',
        path: '/staff/sessions/second-factor',
        summary: 'Complete a sign-in with a code of the authenticator, or a recovery code',
        request: { body: codeBody },
        responses: { 200: json(staffMeSchema), ...problems },
      }),
      async (c) => {
        const { account } = c.var.staff;
        const tokenHash = tokenHashOf(c);
        const { code } = c.req.valid('json');
        await takeCode(deps, tools, { account, network: c.var.clientNetwork, code, tokenHash });
        return c.json(await signedInView(deps, c, tokenHash), 200);
      },
    )
    .openapi(
      createRoute({
        ...atAnyStep,
        method: 'put',
        path: '/staff/me/password',
        summary: 'Change the own password; every other sign-in ends',
        request: { body: jsonBody(changePasswordSchema) },
        responses: { 200: json(staffMeSchema), ...problems },
      }),
      async (c) => {
        const form = c.req.valid('json');
        const { account, next } = c.var.staff;
        if (next === 'secondFactor') throw new ApiError('SIGN_IN_INCOMPLETE', { extra: { next } });
        checkNewPassword(form);
        const checkedHash = await checkPassword(account, 'currentPassword', form.currentPassword);
        if (next === 'password' && form.password === form.currentPassword)
          throw refusedField('PASSWORD_UNCHANGED', 'password', 'unchanged');
        const keptTokenHash = tokenHashOf(c);
        const passwordHash = await tools.passwords.hash(form.password);
        const change = { account, checkedHash, passwordHash, keptTokenHash };
        if (!(await changeOwnStaffPassword(db, change, clock.now())))
          throw refusedField('PASSWORD_WRONG', 'currentPassword', 'wrong');
        return c.json(await signedInView(deps, c, keptTokenHash), 200);
      },
    )
    .openapi(
      createRoute({
        ...signedIn,
        method: 'get',
        path: '/staff/me/second-factor',
        summary: 'Whether an authenticator is set up, and how many recovery codes are left',
        responses: { 200: json(secondFactorSchema), ...problems },
      }),
      async (c) => {
        const { account } = c.var.staff;
        const [{ secret }, own, recoveryCodesLeft] = await Promise.all([
          readSecondFactor(db, vault, account),
          findStaffAccount(db, account),
          countRecoveryCodes(db, account),
        ]);
        const required = own?.secondFactorRequired ?? true;
        return c.json({ required, enrolled: secret !== null, recoveryCodesLeft }, 200);
      },
    )
    .openapi(
      createRoute({
        ...atAnyStep,
        method: 'post',
        path: '/staff/me/second-factor',
        summary: 'Begin to set up an authenticator; one in use stays until the new one is confirmed',
        request: { body: passwordBody },
        responses: { 200: json(enrolmentSchema), ...problems },
      }),
      async (c) => {
        const { account, next } = c.var.staff;
        if (next !== null && next !== 'enrol') throw new ApiError('SIGN_IN_INCOMPLETE', { extra: { next } });
        await checkPassword(account, 'password', c.req.valid('json').password);
        const secret = newSecret();
        await beginSecondFactor(db, vault, { account, secret });
        return c.json({ secret, uri: enrolmentUri(account, secret) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...atAnyStep,
        method: 'post',
        path: '/staff/me/second-factor/confirmation',
        summary: 'Put the new authenticator in use with its first code; answers new recovery codes',
        request: { body: codeBody },
        responses: { 200: json(recoveryCodesSchema), ...problems },
      }),
      async (c) => {
        const { account, next } = c.var.staff;
        if (next !== null && next !== 'enrol') throw new ApiError('SIGN_IN_INCOMPLETE', { extra: { next } });
        const recoveryCodes = newRecoveryCodes();
        await attemptCode(deps, tools, { account, network: c.var.clientNetwork }, async () => {
          const { next: secret } = await readSecondFactor(db, vault, account);
          const step = secret && stepOf(secret, c.req.valid('json').code, clock.now());
          if (!secret || !step) return false;
          const codeHashes = recoveryCodes.map((one) => recoveryCodeHash(vault, account, one));
          const confirmed = { account, secret, step, codeHashes, tokenHash: tokenHashOf(c) };
          return confirmSecondFactor(db, vault, confirmed, clock.now());
        });
        return c.json({ recoveryCodes }, 200);
      },
    )
    .openapi(
      createRoute({
        ...signedIn,
        method: 'post',
        path: '/staff/me/recovery-codes',
        summary: 'Make new recovery codes; the ones before work no more',
        request: { body: passwordBody },
        responses: { 200: json(recoveryCodesSchema), ...problems },
      }),
      async (c) => {
        const { account } = c.var.staff;
        await checkPassword(account, 'password', c.req.valid('json').password);
        const { secret } = await readSecondFactor(db, vault, account);
        if (secret === null) throw new ApiError('SECOND_FACTOR_UNSET');
        const recoveryCodes = newRecoveryCodes();
        await renewRecoveryCodes(
          db,
          account,
          recoveryCodes.map((one) => recoveryCodeHash(vault, account, one)),
          clock.now(),
        );
        return c.json({ recoveryCodes }, 200);
      },
    );
}
