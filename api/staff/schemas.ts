import { z } from '@hono/zod-openapi';
import { STAFF_ROLES } from '../../domain/staff/permissions.ts';
import { instantSchema } from '../http/schemas.ts';
import { codeSchema, emailSchema } from '../http/text-schemas.ts';
import { captchaSchema, passwordSchema } from '../passport/schemas.ts';

export const staffSignInSchema = z
  .object({ account: codeSchema(60).min(1), password: passwordSchema, captcha: captchaSchema })
  .openapi('StaffSignIn');

export const askStaffSignInLinkSchema = staffSignInSchema
  .omit({ password: true })
  .openapi('AskStaffSignInLink');

export const staffSignedInSchema = z.object({ signedIn: z.boolean() }).openapi('StaffSignedIn');

const MAX_CODE = 40;

export const secondFactorCodeSchema = codeSchema(MAX_CODE)
  .min(1)
  .openapi({ description: 'Six digits of the authenticator, or a recovery code' });

export const askStaffPasswordSchema = askStaffSignInLinkSchema.openapi('AskStaffPassword');

export const staffPasswordLinkSchema = z
  .object({
    account: z.string(),
    expiresAt: instantSchema,
    codeAsked: z.boolean().openapi({ description: 'An authenticator is set up: the link also takes a code' }),
  })
  .openapi('StaffPasswordLink');

export const setStaffPasswordSchema = z
  .object({
    password: passwordSchema,
    passwordAgain: passwordSchema,
    code: secondFactorCodeSchema.optional(),
  })
  .openapi('SetStaffPassword');

export const ownStaffEmailSchema = z
  .object({
    email: z.string().nullable(),
    verified: z.boolean().openapi({ description: 'Its owner has proved it: mailed links go there' }),
  })
  .openapi('OwnStaffEmail');

export const changeStaffEmailSchema = z
  .object({ email: emailSchema, password: passwordSchema })
  .openapi('ChangeStaffEmail');

export const staffEmailAskedSchema = z.object({ expiresAt: instantSchema }).openapi('StaffEmailAsked');

export const staffEmailLinkSchema = z
  .object({ account: z.string(), email: z.string(), expiresAt: instantSchema })
  .openapi('StaffEmailLink');

export const staffMeSchema = z
  .object({
    account: z.string(),
    role: z.enum(STAFF_ROLES),
    scope: z.string().openapi({ description: 'Code of a province, school or campus, a college, or `*`' }),
    next: z
      .enum(['secondFactor', 'password', 'enrol'])
      .nullable()
      .openapi({ description: 'What has to be done before anything else; null: signed in' }),
  })
  .openapi('StaffMe');
