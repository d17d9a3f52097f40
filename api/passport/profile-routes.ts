import { randomInt } from 'node:crypto';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { emailIndex, idNumberIndex, mobileIndex } from '../../db/person/personal-index.ts';
import { askEmailChange } from '../../db/passport/ask-email-change.ts';
import { changeProvince } from '../../db/passport/change-province.ts';
import { changePassword } from '../../db/passport/change-password.ts';
import { changeProfile } from '../../db/passport/change-profile.ts';
import { type PassportRecord, readPassport } from '../../db/passport/read-passport.ts';
import { textMobileCode } from '../../db/passport/text-mobile-code.ts';
import { verifyMobile } from '../../db/passport/verify-mobile.ts';
import { candidateActor } from '../../domain/actor.ts';
import { isoInstant, MINUTE_MS } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { newVerification } from './email-verification.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { checkedIdNumber, checkedName } from './identity-form.ts';
import { checkNewPassword } from './new-password.ts';
import { checkKnownProvince } from './account-name.ts';
import { checkOwnPassword } from './own-password.ts';
import { passportView } from './view.ts';
import { refusedField } from '../http/refused-field.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import {
  changeEmailSchema,
  changePasswordSchema,
  changeProvinceSchema,
  changeProfileSchema,
  codeSentSchema,
  meSchema,
  textCodeSchema,
  verificationSentSchema,
  verifyMobileSchema,
} from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import type { ApiTools } from '../tools.ts';
import { countNaming } from './naming-limits.ts';
import { countVerification } from './verification-limits.ts';

const CODE_LIFE_MS = 10 * MINUTE_MS;
const RESEND_AFTER_MS = MINUTE_MS;

/** Routes by which the owner of a passport changes it. */
export function profileRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords' | 'registrationSummaries'>,
) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['passports'], security: CANDIDATE_ONLY, middleware: requireCandidate(deps) };
  const cookie = sessionCookie('candidate', deps);

  async function ownPassport(passportId: string): Promise<PassportRecord> {
    const passport = await readPassport(db, vault, passportId);
    if (!passport) throw new ApiError('SIGN_IN_REQUIRED');
    return passport;
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'patch',
        path: '/me',
        summary:
          'Change name, ID type or ID number, with the password, while no open exam session relies on them',
        request: { body: jsonBody(changeProfileSchema) },
        responses: { 200: json(meSchema), ...problems },
      }),
      async (c) => {
        const form = c.req.valid('json');
        const passport = await ownPassport(c.var.candidate.passportId);
        const idType = form.idType ?? passport.idType;
        const profile = {
          passportId: passport.id,
          name: checkedName(idType, form.name ?? passport.name),
          idType,
          idNumber: checkedIdNumber(idType, form.idNumber ?? passport.idNumber),
        };
        const checkedHash = await checkOwnPassword(deps, tools, passport, {
          field: 'password',
          password: form.password,
        });
        await tools.limits.count('profileChange', passport.id);
        const numberIndex = idNumberIndex(vault, idType, profile.idNumber);
        if (numberIndex !== idNumberIndex(vault, passport.idType, passport.idNumber))
          await countNaming(c, deps, tools.limits, numberIndex);
        const outcome = await changeProfile(db, vault, { ...profile, checkedHash }, clock.now());
        if (outcome === 'PASSWORD_WRONG') throw refusedField(outcome, 'password', 'wrong');
        if (outcome !== 'CHANGED') throw new ApiError(outcome);
        return c.json(await passportView(deps, tools, c.var.candidate), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'put',
        path: '/me/province',
        summary: 'Change the exam province in whose rolls this sign-in looks; nothing else changes',
        request: { body: jsonBody(changeProvinceSchema) },
        responses: { 200: json(meSchema), ...problems },
      }),
      async (c) => {
        const { provinceCode } = c.req.valid('json');
        const { passportId } = c.var.candidate;
        const token = cookie.read(c);
        if (!token) throw new ApiError('SIGN_IN_REQUIRED');
        await checkKnownProvince(deps, provinceCode);
        await changeProvince(db, { tokenHash: token.tokenHash, passportId }, provinceCode);
        return c.json(await passportView(deps, tools, { passportId, provinceCode }), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
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
        const checkedHash = await checkOwnPassword(deps, tools, passport, {
          field: 'currentPassword',
          password: form.currentPassword,
        });
        await tools.limits.count('passwordChange', passport.id);
        const changed = await changePassword(
          db,
          {
            passportId: passport.id,
            checkedHash,
            passwordHash: await tools.passwords.hash(form.password),
            keptTokenHash: cookie.read(c)?.tokenHash ?? '',
          },
          clock.now(),
        );
        if (!changed) throw refusedField('PASSWORD_WRONG', 'currentPassword', 'wrong');
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
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
        const checkedHash = await checkOwnPassword(deps, tools, passport, { field: 'password', password });
        await tools.limits.count('verificationMail', candidateActor(passport.id));
        await countVerification(tools.limits, { addressIndex, network: c.var.clientNetwork });
        const now = clock.now();
        const verification = newVerification(vault, now);
        const outcome = await askEmailChange(
          db,
          vault,
          { passportId: passport.id, checkedHash, email, emailIndex: addressIndex, ...verification },
          now,
        );
        if (outcome === 'PASSWORD_WRONG') throw refusedField(outcome, 'password', 'wrong');
        return c.json({ expiresAt: isoInstant(verification.expiresAt) }, 202);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/me/mobile-codes',
        summary: 'Text a code to the mobile the passport has or is to have',
        request: { body: jsonBody(textCodeSchema) },
        responses: { 202: json(codeSentSchema, 'Texted'), ...problems },
      }),
      async (c) => {
        const { mobile, password } = c.req.valid('json');
        const { passportId } = c.var.candidate;
        const passport = await ownPassport(passportId);
        const changes = mobile !== passport.mobile;
        if (changes && password === undefined) throw refusedField('INVALID_INPUT', 'password', 'required');
        const checkedHash =
          changes && password !== undefined
            ? await checkOwnPassword(deps, tools, passport, { field: 'password', password })
            : null;
        await tools.limits.count('textPace', passportId);
        await tools.limits.count('textPassport', passportId);
        if (changes || passport.mobileVerifiedAt === null) {
          const target = mobileIndex(vault, mobile);
          await tools.limits.count('textPair', `${c.var.clientNetwork} ${target}`);
          if (passport.emailVerifiedAt === null && passport.mobileVerifiedAt === null) {
            await tools.limits.count('textUnverified', target);
            await tools.limits.count('textNetwork', c.var.clientNetwork);
            await tools.limits.count('textStrangers', '');
          }
        }
        const now = clock.now();
        const expiresAt = now + CODE_LIFE_MS;
        const code = String(randomInt(1_000_000)).padStart(6, '0');
        const texted = await textMobileCode(
          db,
          vault,
          { passportId, checkedHash, mobile, code, expiresAt },
          now,
        );
        if (!texted) throw refusedField('PASSWORD_WRONG', 'password', 'wrong');
        return c.json(
          {
            expiresAt: isoInstant(expiresAt),
            resendAt: isoInstant(now + RESEND_AFTER_MS),
          },
          202,
        );
      },
    )
    .openapi(
      createRoute({
        ...guarded,
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
