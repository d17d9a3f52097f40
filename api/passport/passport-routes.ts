import { randomBytes } from 'node:crypto';
import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { emailIndex, idNumberIndex } from '../../db/person/personal-index.ts';
import { registerPassport } from '../../db/passport/register-passport.ts';
import { sealPassport } from '../../db/passport/sealed-passport.ts';
import { verifyEmail } from '../../db/passport/verify-email.ts';
import { isValidIdNumber, normaliseIdNumber } from '../../domain/person/id-number.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { newVerification } from './email-verification.ts';
import { ApiError } from '../http/errors.ts';
import { checkNewPassword } from './new-password.ts';
import { refusedField } from '../http/refused-field.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import {
  registeredPassportSchema,
  registerPassportSchema,
  verifiedEmailSchema,
  verifyEmailSchema,
} from './schemas.ts';
import { hashToken } from '../http/tokens.ts';
import type { ApiTools } from '../tools.ts';

const PASSPORT_ID_BYTES = 16;

const postPassport = createRoute({
  method: 'post',
  path: '/passports',
  tags: ['passports'],
  summary: 'Register a passport; a link to verify the email is mailed',
  request: { body: jsonBody(registerPassportSchema) },
  responses: { 201: json(registeredPassportSchema, 'Registered'), ...problems },
});

const postEmailVerification = createRoute({
  method: 'post',
  path: '/passports/email-verifications',
  tags: ['passports'],
  summary: 'Use the mailed link that verifies an email',
  request: { body: jsonBody(verifyEmailSchema) },
  responses: { 200: json(verifiedEmailSchema), ...problems },
});

export function passportRoutes(
  deps: ApiDependencies,
  tools: Pick<ApiTools, 'captcha' | 'limits' | 'passwords'>,
) {
  const { db, vault, clock } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(postPassport, async (c) => {
      const form = c.req.valid('json');
      const idNumber = normaliseIdNumber(form.idNumber);
      refuseFlaws(form, idNumber);
      await tools.captcha.spend(form.captcha);

      const email = form.email.trim();
      const addressIndex = emailIndex(vault, email);
      await tools.limits.count('verificationMail', addressIndex);
      const passwordHash = await tools.passwords.hash(form.password);
      const id = randomBytes(PASSPORT_ID_BYTES).toString('hex');
      const now = clock.now();
      const outcome = await registerPassport(
        db,
        vault,
        {
          id,
          personal: sealPassport(vault, { name: form.name, idNumber, email, mobile: form.mobile }),
          idType: form.idType,
          idNumberIndex: idNumberIndex(vault, form.idType, idNumber),
          emailIndex: addressIndex,
          passwordHash,
          verification: newVerification(now),
        },
        now,
      );
      if (outcome === 'EMAIL_TAKEN') throw refusedField('EMAIL_TAKEN', 'email', 'taken');
      return c.json({ passportId: id, claiming: outcome.claiming }, 201);
    })
    .openapi(postEmailVerification, async (c) => {
      const now = clock.now();
      const outcome = await verifyEmail(db, vault, hashToken(c.req.valid('json').token), now);
      if (typeof outcome === 'string') throw new ApiError(outcome);
      return c.json({ verifiedAt: now.toISOString() }, 200);
    });
}

/** Refuses flaws of the form itself before a captcha is spent on it. */
function refuseFlaws(form: z.infer<typeof registerPassportSchema>, idNumber: string): void {
  if (!isValidIdNumber(form.idType, idNumber)) {
    throw refusedField('ID_NUMBER_INVALID', 'idNumber', 'invalid');
  }
  checkNewPassword(form);
}
