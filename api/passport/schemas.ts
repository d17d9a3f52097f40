import { z } from '@hono/zod-openapi';
import { BROWSERS, SYSTEMS } from '../../domain/passport/device.ts';
import { MAX_SIGN_INS } from '../../domain/passport/sign-in-life.ts';
import { plainToken } from '../../domain/text/token.ts';
import { bilingualSchema, feeFenSchema, idTypeSchema, instantSchema, stageSchema } from '../http/schemas.ts';
import {
  accountSchema,
  checkPaper,
  emailSchema,
  idNumberSchema,
  mobileSchema,
  nameSchema,
  textedCodeSchema,
  patternSchema,
} from '../http/text-schemas.ts';

/** The most characters of a password that is looked at: one that is too long is refused by its rule, not as a malformed form. */
const MAX_TYPED_PASSWORD = 1_000;
export const passwordSchema = z.string().min(1).max(MAX_TYPED_PASSWORD);
/** The solved challenge as the captcha widget returns it (base64 of JSON). */
export const captchaSchema = z
  .string()
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

const tokenSchema = z
  .string()
  .max(4000)
  .overwrite(plainToken)
  .openapi({ description: 'The token of a mailed link; what was copied along with it is ignored' });
const examProvinceSchema = patternSchema(/^\d{2}$/)
  .optional()
  .openapi({ description: 'Exam province; required with an ID number' });
const accountFields = {
  provinceCode: examProvinceSchema,
  account: accountSchema,
  idType: idTypeSchema.optional().openapi({
    description:
      'The paper of the ID number. Papers of different types may have the same number: without it, the one reserved longest is meant',
  }),
};

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

export const registeredPassportSchema = z.object({ passportId: z.string() }).openapi('RegisteredPassport');

export const verifyEmailSchema = z
  .object({ token: tokenSchema, password: passwordSchema })
  .openapi('VerifyEmail');

export const verifiedEmailSchema = z
  .object({
    verifiedAt: instantSchema,
    passportId: z.string(),
    claiming: z.boolean().openapi({
      description:
        'Another passport reserves this ID number: sign in by email; a rebind is needed to register',
    }),
  })
  .openapi('VerifiedEmail');

export const verificationSentSchema = z
  .object({ expiresAt: instantSchema.openapi({ description: 'Until when the mailed link works' }) })
  .openapi('VerificationSent');

export const signInSchema = z
  .object({
    ...accountFields,
    password: passwordSchema,
    captcha: captchaSchema,
  })
  .openapi('SignIn');

const registrationSummarySchema = z.object({
  examSessionId: z.string(),
  stage: stageSchema,
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

export const changeProvinceSchema = z
  .object({ provinceCode: patternSchema(/^\d{2}$/) })
  .openapi('ChangeProvince');

export const askPasswordResetSchema = z
  .object({ ...accountFields, captcha: captchaSchema })
  .openapi('AskPasswordReset');

/** The answer is the same whether there is such an account or not. */
export const askedPasswordResetSchema = z
  .object({ linkLifeMinutes: z.literal(30) })
  .openapi('AskedPasswordReset');

export const askSignInLinkSchema = z
  .object({ ...accountFields, captcha: captchaSchema })
  .openapi('AskSignInLink');

/** The answer is the same whether there is such an account or not. */
export const askedSignInLinkSchema = z.object({ linkLifeMinutes: z.literal(30) }).openapi('AskedSignInLink');

export const signInLinkSchema = z
  .object({
    account: z.string(),
    expiresAt: instantSchema,
  })
  .openapi('SignInLink');

/** Whose a mailed link is. */
const linkAccountFields = {
  account: z.string().openapi({ description: "The passport's masked email" }),
  signedIn: z
    .boolean()
    .openapi({ description: 'This passport is the one that is signed in in this browser' }),
};

export const passportLinkSchema = z
  .object({ ...linkAccountFields, expiresAt: instantSchema })
  .openapi('PassportLink');

export const verificationLinkSchema = z
  .object({
    ...linkAccountFields,
    newEmail: z.string().nullable().openapi({
      description: 'The masked email that the passport is to have; null: it proves the one it has',
    }),
    expiresAt: instantSchema,
  })
  .openapi('VerificationLink');

/** The token of a mailed link. */
export const linkTokenParams = z.object({ token: tokenSchema });

export const passwordResetLinkSchema = z
  .object({
    ...linkAccountFields,
    expiresAt: instantSchema,
    identityAsked: z.boolean().openapi({
      description: 'The address is unverified: the link also takes the ID number and name of the passport',
    }),
  })
  .openapi('PasswordResetLink');

export const usePasswordResetSchema = z
  .object({
    password: passwordSchema,
    passwordAgain: passwordSchema,
    idNumber: idNumberSchema.optional(),
    name: nameSchema.optional(),
  })
  .openapi('UsePasswordReset');

export const recoverAccountSchema = z
  .object({ idType: idTypeSchema, idNumber: idNumberSchema, name: nameSchema, captcha: captchaSchema })
  .check(checkPaper)
  .openapi('RecoverAccount');

export const foundAccountSchema = z
  .object({ email: z.string().openapi({ description: 'Masked', example: 'z***@example.com' }) })
  .openapi('FoundAccount');

export const changeProfileSchema = z
  .object({ name: nameSchema, idType: idTypeSchema, idNumber: idNumberSchema })
  .partial()
  .extend({ password: passwordSchema })
  .openapi('ChangeProfile');

export const changePasswordSchema = z
  .object({ currentPassword: passwordSchema, password: passwordSchema, passwordAgain: passwordSchema })
  .openapi('ChangePassword');

export const changeEmailSchema = z
  .object({ email: emailSchema, password: passwordSchema, captcha: captchaSchema })
  .openapi('ChangeEmail');

export const textCodeSchema = z
  .object({
    mobile: mobileSchema,
    password: passwordSchema.optional().openapi({ description: 'Required for another mobile than one has' }),
  })
  .openapi('TextCode');

export const codeSentSchema = z
  .object({
    expiresAt: instantSchema,
    resendAt: instantSchema.openapi({ description: 'From when another code can be asked for' }),
  })
  .openapi('CodeSent');

export const verifyMobileSchema = z.object({ code: textedCodeSchema }).openapi('VerifyMobile');

/** Where somebody is signed in. Tokens are never shown. */
export const signInsSchema = z
  .object({
    signIns: z
      .array(
        z.object({
          id: z.uuid(),
          current: z.boolean().openapi({ description: 'Whether it is the one that asks' }),
          system: z.enum(SYSTEMS),
          browser: z.enum(BROWSERS),
          network: z
            .string()
            .nullable()
            .openapi({ description: 'Where it was last used from, masked', example: '203.0.113.*' }),
          signedInAt: instantSchema,
          lastUsedAt: instantSchema.openapi({ description: 'Noted every few minutes' }),
        }),
      )
      .max(MAX_SIGN_INS),
  })
  .openapi('SignIns');

export const endedSignInsSchema = z
  .object({ ended: z.number().int().openapi({ description: 'How many were live' }) })
  .openapi('EndedSignIns');
