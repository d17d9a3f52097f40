import { randomBytes } from 'node:crypto';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { emailIndex, idNumberIndex } from '../../db/person/personal-index.ts';
import { registerPassport } from '../../db/passport/register-passport.ts';
import { sealPassport } from '../../db/passport/sealed-passport.ts';
import { readVerificationLink, verifyEmail } from '../../db/passport/verify-email.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { candidateActor } from '../../domain/actor.ts';
import { maskEmail } from '../../domain/person/email.ts';
import { typedAccount } from '../../domain/security.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { newVerification } from './email-verification.ts';
import { ApiError } from '../http/errors.ts';
import { noteBeyond } from '../http/note-beyond.ts';
import { checkedIdNumber, checkedName } from './identity-form.ts';
import { accountOfLink } from './link-account.ts';
import { checkNewPassword } from './new-password.ts';
import { checkOwnPassword } from './own-password.ts';
import { refusedField } from '../http/refused-field.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import {
  linkTokenParams,
  registeredPassportSchema,
  registerPassportSchema,
  verificationLinkSchema,
  verifiedEmailSchema,
  verifyEmailSchema,
} from './schemas.ts';
import { hashToken } from '../../db/tokens.ts';
import type { ApiTools } from '../tools.ts';
import { countNaming } from './naming-limits.ts';
import { registrationMailBeyond } from './verification-limits.ts';

const PASSPORT_ID_BYTES = 16;

const postPassport = createRoute({
  method: 'post',
  path: '/passports',
  tags: ['passports'],
  summary: 'Register a passport; a link to verify the email is mailed, whoever has the number or the email',
  request: { body: jsonBody(registerPassportSchema) },
  responses: { 201: json(registeredPassportSchema, 'Registered'), ...problems },
});

const postEmailVerification = createRoute({
  method: 'post',
  path: '/passports/email-verifications',
  tags: ['passports'],
  summary: 'Use the mailed link that verifies an email, with the password of its passport',
  request: { body: jsonBody(verifyEmailSchema) },
  responses: { 200: json(verifiedEmailSchema), ...problems },
});

const getEmailVerification = createRoute({
  method: 'get',
  path: '/passports/email-verifications/{token}',
  tags: ['passports'],
  summary: 'Whether a mailed link still verifies an email, and whose; nothing is used up',
  request: { params: linkTokenParams },
  responses: { 200: json(verificationLinkSchema), ...problems },
});

export function passportRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords'>,
) {
  const { db, vault, clock } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(postPassport, async (c) => {
      const form = c.req.valid('json');
      const idNumber = checkedIdNumber(form.idType, form.idNumber);
      const name = checkedName(form.idType, form.name);
      checkNewPassword(form);
      await tools.captcha.spend(form.captcha);

      const numberIndex = idNumberIndex(vault, form.idType, idNumber);
      c.set('aimedAt', typedAccount(numberIndex));
      await countNaming(c, deps, tools.limits, numberIndex);

      const email = form.email.trim();
      const addressIndex = emailIndex(vault, email);
      const passwordHash = await tools.passwords.hash(form.password);
      const id = randomBytes(PASSPORT_ID_BYTES).toString('hex');
      const beyond = await registrationMailBeyond(tools.limits, {
        addressIndex,
        network: c.var.clientNetwork,
      });
      if (beyond) noteBeyond(c, deps, { limit: beyond, account: typedAccount(addressIndex) });
      else await tools.limits.count('verificationMail', candidateActor(id));
      const now = clock.now();
      await registerPassport(
        db,
        vault,
        {
          id,
          personal: sealPassport(vault, id, { name, idNumber, email, mobile: form.mobile }),
          idType: form.idType,
          idNumberIndex: numberIndex,
          emailIndex: addressIndex,
          passwordHash,
          verification: beyond ? null : newVerification(vault, now),
        },
        now,
      );
      return c.json({ passportId: id }, 201);
    })
    .openapi(getEmailVerification, async (c) => {
      const tokenHash = hashToken(vault, c.req.valid('param').token);
      const link = await readVerificationLink(db, tokenHash, clock.now());
      if (typeof link === 'string') throw new ApiError(link);
      const { passportId, sealedEmail, expiresAt } = link;
      const account = await accountOfLink(deps, c, passportId, 'LINK_INVALID');
      const newEmail =
        sealedEmail === null ? null : maskEmail(vault.open<string>(SEALED.newEmail(tokenHash), sealedEmail));
      return c.json({ ...account, newEmail, expiresAt: isoInstant(expiresAt) }, 200);
    })
    .openapi(postEmailVerification, async (c) => {
      const { token, password } = c.req.valid('json');
      const tokenHash = hashToken(vault, token);
      const now = clock.now();
      const link = await readVerificationLink(db, tokenHash, now);
      if (typeof link === 'string') throw new ApiError(link);
      c.set('aimedAt', candidateActor(link.passportId));
      const checkedHash = await checkOwnPassword(
        deps,
        tools,
        { id: link.passportId, countedAs: `link/${tokenHash}` },
        { field: 'password', password },
      );
      const outcome = await verifyEmail(db, vault, { tokenHash, checkedHash }, now);
      if (outcome === 'PASSWORD_WRONG') throw refusedField(outcome, 'password', 'wrong');
      if (typeof outcome === 'string') throw new ApiError(outcome);
      const { passportId, hold } = outcome;
      return c.json({ verifiedAt: isoInstant(now), passportId, claiming: hold === 'claiming' }, 200);
    });
}
