import { z } from '@hono/zod-openapi';
import { PASSWORD_MAX_LENGTH } from '../../domain/password.ts';
import { bilingualSchema, idTypeSchema, instantSchema } from './common.ts';

/** One longer than allowed, so that too long is refused as a weak password and not as a malformed form. */
export const passwordSchema = z
  .string()
  .min(1)
  .max(PASSWORD_MAX_LENGTH + 1);
/** The solved challenge, as the captcha widget hands it over (base64 of JSON). */
export const captchaSchema = z
  .string()
  .min(1)
  .max(4096)
  .openapi({ description: 'Solution of a challenge from GET /api/captcha' });

/** Proof of work as the `altcha` widget and its server library exchange it. */
export const captchaChallengeSchema = z
  .object({
    algorithm: z.string(),
    challenge: z.string(),
    maxnumber: z.number().int(),
    salt: z.string(),
    signature: z.string(),
  })
  .openapi('CaptchaChallenge');

export const registerPassportSchema = z
  .object({
    email: z.email().max(254),
    mobile: z.string().regex(/^1[3-9]\d{9}$/),
    password: passwordSchema,
    passwordAgain: passwordSchema,
    idType: idTypeSchema,
    idNumber: z.string().trim().min(1).max(40),
    name: z.string().trim().min(1).max(60),
    captcha: captchaSchema,
  })
  .openapi('RegisterPassport');

export const registeredPassportSchema = z
  .object({
    passportId: z.string(),
    claiming: z.boolean().openapi({
      description: 'Another passport holds this ID number: sign in by email; a rebind is needed to register',
    }),
  })
  .openapi('RegisteredPassport');

export const verifyEmailSchema = z
  .object({ token: z.string().regex(/^[A-Za-z0-9_-]{20,100}$/) })
  .openapi('VerifyEmail');

export const verifiedEmailSchema = z.object({ verifiedAt: instantSchema }).openapi('VerifiedEmail');

export const verificationSentSchema = z
  .object({ expiresAt: instantSchema.openapi({ description: 'Until when the mailed link works' }) })
  .openapi('VerificationSent');

export const signInSchema = z
  .object({
    provinceCode: z
      .string()
      .regex(/^\d{2}$/)
      .optional()
      .openapi({ description: 'Exam province; required with an ID number' }),
    account: z.string().trim().min(1).max(254).openapi({ description: 'ID number or email' }),
    password: passwordSchema,
    captcha: captchaSchema,
  })
  .openapi('SignIn');

export const meSchema = z
  .object({
    passportId: z.string(),
    name: z.string(),
    idType: idTypeSchema,
    idNumber: z.string(),
    email: z.string(),
    mobile: z.string(),
    emailVerified: z.boolean(),
    mobileVerified: z.boolean(),
    claiming: z.boolean(),
    province: z.object({ code: z.string(), name: bilingualSchema }).nullable(),
  })
  .openapi('Me');
