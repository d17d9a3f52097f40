import { z } from '@hono/zod-openapi';
import { STAFF_ROLES } from '../../domain/staff/permissions.ts';
import { captchaSchema, passwordSchema } from '../passport/schemas.ts';

export const staffSignInSchema = z
  .object({ account: z.string().trim().min(1).max(60), password: passwordSchema, captcha: captchaSchema })
  .openapi('StaffSignIn');

export const staffMeSchema = z
  .object({
    account: z.string(),
    role: z.enum(STAFF_ROLES),
    scope: z.string().openapi({ description: 'Code of a province, school or campus, or `*`' }),
  })
  .openapi('StaffMe');
