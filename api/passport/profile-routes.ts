import { randomInt } from 'node:crypto';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { emailIndex, mobileIndex } from '../../db/person/personal-index.ts';
import { askEmailChange } from '../../db/passport/ask-email-change.ts';
import { changePassword } from '../../db/passport/change-password.ts';
import { changeProfile } from '../../db/passport/change-profile.ts';
import { type PassportRecord, readPassport } from '../../db/passport/read-passport.ts';
import { textMobileCode } from '../../db/passport/text-mobile-code.ts';
import { verifyMobile } from '../../db/passport/verify-mobile.ts';
import { isValidIdNumber, normaliseIdNumber } from '../../domain/person/id-number.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { newVerification } from './email-verification.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { checkNewPassword } from './new-password.ts';
import { checkOwnPassword } from './own-password.ts';
import { passportView } from './view.ts';
import { refusedField } from '../http/refused-field.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import {
  changeEmailSchema,
  changePasswordSchema,
  changeProfileSchema,
  codeSentSchema,
  meSchema,
  textCodeSchema,
  verificationSentSchema,
  verifyMobileSchema,
} from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { hashToken } from '../http/tokens.ts';
import type { ApiTools } from '../tools.ts';

const CODE_LIFE_MS = 10 * MINUTE_MS;
const RESEND_AFTER_MS = MINUTE_MS;

/** Routes by which the owner of a passport changes it. */
export function profileRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords' | 'registrationSummaries'>,
) {
  const { db, vault, clock } = deps;
  const own = { tags: ['passports'], security: CANDIDATE_ONLY, middleware: requireCandidate(deps) };
  const cookie = sessionCookie('candidate', deps.settings.publicUrl);

  async function ownPassport(passportId: string): Promise<PassportRecord> {
    const passport = await readPassport(db, vault, passportId);
    if (!passport) throw new ApiError('SIGN_IN_REQUIRED');
    return passport;
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...own,
        method: 'patch',
        path: '/me',
        summary: 'Change name, ID type or ID number, while no open exam session relies on them',
        request: { body: jsonBody(changeProfileSchema) },
        responses: { 200: json(meSchema), ...problems },
      }),
      async (c) => {
        const form = c.req.valid('json');
        const passport = await ownPassport(c.var.candidate.passportId);
        const profile = {
          passportId: passport.id,
          name: form.name ?? passport.name,
          idType: form.idType ?? passport.idType,
          idNumber: normaliseIdNumber(form.idNumber ?? passport.idNumber),
        };
        if (!isValidIdNumber(profile.idType, profile.idNumber)) {
          throw refusedField('ID_NUMBER_INVALID', 'idNumber', 'invalid');
        }
        await tools.limits.count('profileChange', passport.id);
        const outcome = await changeProfile(db, vault, profile, clock.now());
        if (outcome === 'ID_NUMBER_TAKEN') throw refusedField(outcome, 'idNumber', 'taken');
        if (outcome !== 'CHANGED') throw new ApiError(outcome);
        return c.json(await passportView(deps, tools, c.var.candidate), 200);
      },
    )
    .openapi(
      createRoute({
        ...own,
        method: 'put',
        path: '/me/password',
        summary: 'Change the password; every other sign-in ends',
        request: { body: jsonBody(changePasswordSchema) },
        responses: { 204: { description: 'The password is changed' }, ...problems },
      }),
      async (c) => {
        const form = c.req.valid('json');
        checkNewPassword(form);
        const passport = await ownPassport(c.var.candidate.passportId);
        const checkedHash = await checkOwnPassword(
          deps,
          tools,
          { passport, address: c.var.clientAddress },
          { field: 'currentPassword', password: form.currentPassword },
        );
        const changed = await changePassword(
          db,
          {
            passportId: passport.id,
            checkedHash,
            passwordHash: await tools.passwords.hash(form.password),
            keptTokenHash: hashToken(cookie.read(c) ?? ''),
          },
          clock.now(),
        );
        if (!changed) throw refusedField('PASSWORD_WRONG', 'currentPassword', 'wrong');
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        ...own,
        method: 'post',
        path: '/me/email-changes',
        summary: 'Mail a link to a new email, which takes effect when the link is used',
        request: { body: jsonBody(changeEmailSchema) },
        responses: { 202: json(verificationSentSchema, 'Mailed'), ...problems },
      }),
      async (c) => {
        const { email, password, captcha } = c.req.valid('json');
        const passport = await ownPassport(c.var.candidate.passportId);
        const addressIndex = emailIndex(vault, email);
        if (addressIndex === passport.emailIndex) throw refusedField('EMAIL_UNCHANGED', 'email', 'unchanged');
        await tools.captcha.spend(captcha);
        const checkedHash = await checkOwnPassword(
          deps,
          tools,
          { passport, address: c.var.clientAddress },
          { field: 'password', password },
        );
        await tools.limits.count('verificationMail', addressIndex);
        const now = clock.now();
        const verification = newVerification(now);
        const outcome = await askEmailChange(
          db,
          vault,
          { passportId: passport.id, checkedHash, email, emailIndex: addressIndex, ...verification },
          now,
        );
        if (outcome === 'PASSWORD_WRONG') throw refusedField(outcome, 'password', 'wrong');
        if (outcome === 'EMAIL_TAKEN') throw refusedField(outcome, 'email', 'taken');
        return c.json({ expiresAt: verification.expiresAt.toISOString() }, 202);
      },
    )
    .openapi(
      createRoute({
        ...own,
        method: 'post',
        path: '/me/mobile-codes',
        summary: 'Text a code to the mobile the passport has or is to have',
        request: { body: jsonBody(textCodeSchema) },
        responses: { 202: json(codeSentSchema, 'Texted'), ...problems },
      }),
      async (c) => {
        const { mobile } = c.req.valid('json');
        const { passportId } = c.var.candidate;
        await tools.limits.count('textPace', passportId);
        await tools.limits.count('textPassport', passportId);
        await tools.limits.count('textMobile', mobileIndex(vault, mobile));
        const now = clock.now();
        const expiresAt = new Date(now.getTime() + CODE_LIFE_MS);
        const code = String(randomInt(1_000_000)).padStart(6, '0');
        await textMobileCode(db, vault, { passportId, mobile, code, expiresAt }, now);
        return c.json(
          {
            expiresAt: expiresAt.toISOString(),
            resendAt: new Date(now.getTime() + RESEND_AFTER_MS).toISOString(),
          },
          202,
        );
      },
    )
    .openapi(
      createRoute({
        ...own,
        method: 'put',
        path: '/me/mobile',
        summary: 'Enter the texted code: the passport then has that mobile, verified',
        request: { body: jsonBody(verifyMobileSchema) },
        responses: { 200: json(meSchema), ...problems },
      }),
      async (c) => {
        const { passportId } = c.var.candidate;
        const { code } = c.req.valid('json');
        const outcome = await verifyMobile(db, vault, { passportId, code }, clock.now());
        if (outcome !== 'VERIFIED') throw refusedField(outcome, 'code', 'wrong');
        return c.json(await passportView(deps, tools, c.var.candidate), 200);
      },
    );
}
