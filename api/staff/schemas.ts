import { z } from '@hono/zod-openapi';
import { captchaSchema, passwordSchema } from '../passport/schemas.ts';

export const staffSignInSchema = z
  .object({ account: z.string().trim().min(1).max(60), password: passwordSchema, captcha: captchaSchema })
  .openapi('StaffSignIn');

export const staffMeSchema = z
  .object({
    account: z.string(),
    role: z.enum(['reviewer', 'schoolAdmin', 'provinceAdmin', 'centreAdmin', 'support', 'finance']),
    scope: z.string().openapi({ description: 'School or province code, or `*`' }),
  })
  .openapi('StaffMe');
