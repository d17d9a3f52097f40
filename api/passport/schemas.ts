import { z } from '@hono/zod-openapi';
import { PASSWORD_MAX_LENGTH } from '../../domain/passport/password.ts';
import { bilingualSchema, feeFenSchema, idTypeSchema, instantSchema } from '../http/schemas.ts';

/**
 * Accepts one character more than allowed, so that a password that is too long is refused as weak, not as a malformed
 * form.
 */
export const passwordSchema = z
  .string()
  .min(1)
  .max(PASSWORD_MAX_LENGTH + 1);
/** The solved challenge as the captcha widget returns it (base64 of JSON). */
export const captchaSchema = z
  .string()
  .min(1)
  .max(4096)
  .openapi({ description: 'Solution of a challenge from GET /api/captcha' });

/** The proof of work as the `altcha` widget and its server library exchange it. */
export const captchaChallengeSchema = z
  .object({
    algorithm: z.string(),
    challenge: z.string(),
    maxnumber: z.number().int(),
    salt: z.string(),
    signature: z.string(),
  })
  .openapi('CaptchaChallenge');

const emailSchema = z.email().max(254);
const mobileSchema = z.string().regex(/^1[3-9]\d{9}$/);
const idNumberSchema = z.string().trim().min(1).max(40);
const nameSchema = z.string().trim().min(1).max(60);
const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{20,100}$/);
const accountSchema = z.string().trim().min(1).max(254).openapi({ description: 'ID number or email' });
const examProvinceSchema = z
  .string()
  .regex(/^\d{2}$/)
  .optional()
  .openapi({ description: 'Exam province; required with an ID number' });

export const registerPassportSchema = z
  .object({
    email: emailSchema,
    mobile: mobileSchema,
    password: passwordSchema,
    passwordAgain: passwordSchema,
    idType: idTypeSchema,
    idNumber: idNumberSchema,
    name: nameSchema,
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

export const verifyEmailSchema = z.object({ token: tokenSchema }).openapi('VerifyEmail');

export const verifiedEmailSchema = z.object({ verifiedAt: instantSchema }).openapi('VerifiedEmail');

export const verificationSentSchema = z
  .object({ expiresAt: instantSchema.openapi({ description: 'Until when the mailed link works' }) })
  .openapi('VerificationSent');

export const signInSchema = z
  .object({
    provinceCode: examProvinceSchema,
    account: accountSchema,
    password: passwordSchema,
    captcha: captchaSchema,
  })
  .openapi('SignIn');

const registrationSummarySchema = z.object({
  examSessionId: z.string(),
  stage: z.enum(['none', 'saved', 'unpaid', 'partlyPaid', 'paid']),
  unpaidFen: feeFenSchema,
});

export type RegistrationSummary = z.infer<typeof registrationSummarySchema>;

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
    profileRefusal: z
      .enum(['PROFILE_LOCKED'])
      .nullable()
      .openapi({ description: 'Why name and ID number cannot be changed now; null: they can' }),
    province: z.object({ code: z.string(), name: bilingualSchema }).nullable(),
    registrations: z.array(registrationSummarySchema).openapi({
      description: 'Registrations of the newest exam sessions: where there is none, none is asked for',
    }),
  })
  .openapi('Me');

export const askPasswordResetSchema = z
  .object({ provinceCode: examProvinceSchema, account: accountSchema, captcha: captchaSchema })
  .openapi('AskPasswordReset');

/** The answer is the same whether there is such an account or not. */
export const askedPasswordResetSchema = z
  .object({ linkLifeMinutes: z.literal(30) })
  .openapi('AskedPasswordReset');

export const resetTokenParams = z.object({ token: tokenSchema });

export const passwordResetLinkSchema = z.object({ expiresAt: instantSchema }).openapi('PasswordResetLink');

export const usePasswordResetSchema = z
  .object({ password: passwordSchema, passwordAgain: passwordSchema })
  .openapi('UsePasswordReset');

export const recoverAccountSchema = z
  .object({ idType: idTypeSchema, idNumber: idNumberSchema, name: nameSchema, captcha: captchaSchema })
  .openapi('RecoverAccount');

export const foundAccountSchema = z
  .object({ email: z.string().openapi({ description: 'Masked', example: 'z***@example.com' }) })
  .openapi('FoundAccount');

export const changeProfileSchema = z
  .object({ name: nameSchema, idType: idTypeSchema, idNumber: idNumberSchema })
  .partial()
  .openapi('ChangeProfile');

export const changePasswordSchema = z
  .object({ currentPassword: passwordSchema, password: passwordSchema, passwordAgain: passwordSchema })
  .openapi('ChangePassword');

export const changeEmailSchema = z
  .object({ email: emailSchema, password: passwordSchema, captcha: captchaSchema })
  .openapi('ChangeEmail');

export const textCodeSchema = z.object({ mobile: mobileSchema }).openapi('TextCode');

export const codeSentSchema = z
  .object({
    expiresAt: instantSchema,
    resendAt: instantSchema.openapi({ description: 'From when another code can be asked for' }),
  })
  .openapi('CodeSent');

export const verifyMobileSchema = z.object({ code: z.string().regex(/^\d{6}$/) }).openapi('VerifyMobile');
