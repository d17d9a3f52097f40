import { z } from '@hono/zod-openapi';
import { instantSchema } from '../http/schemas.ts';
import { campusSchema } from '../exam-session/schemas.ts';
import { reviewStateSchema } from '../review/schemas.ts';
import { decidableSchema, submissionSchema } from '../staff/submission-schemas.ts';

const passportIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

export const submitRebindSchema = z
  .object({
    newPassportId: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[0-9a-f]{32}$/)
      .openapi({ description: '通行证ID of the passport the candidate registered anew' }),
    email: z.email().max(254).openapi({ description: 'Its email, as the candidate names it' }),
  })
  .openapi('SubmitRebind');

export const rebindRowSchema = submissionSchema
  .extend({
    newPassportId: passportIdSchema,
    oldPassportId: passportIdSchema,
    name: z.string().openapi({ description: 'Of the old passport, masked' }),
    idNumber: z.string().openapi({ description: 'Masked' }),
  })
  .openapi('RebindRow');

export const rebindListSchema = z
  .object({ rebinds: z.array(rebindRowSchema), nextCursor: z.string().nullable() })
  .openapi('RebindList');

const partySchema = z
  .object({
    passportId: passportIdSchema,
    name: z.string().openapi({ description: 'Masked' }),
    email: z.string().openapi({ description: 'Masked' }),
    emailVerified: z.boolean(),
    mobileVerified: z.boolean(),
    registeredAt: instantSchema,
  })
  .openapi('RebindParty');

export const rebindSchema = rebindRowSchema
  .extend({
    newPassport: partySchema,
    oldPassport: partySchema,
    sameName: z.boolean(),
    sameMobile: z.boolean(),
    registrations: z.array(
      z.object({
        examSessionId: z.string(),
        campus: campusSchema,
        stage: z.enum(['none', 'saved', 'unpaid', 'partlyPaid', 'paid']),
      }),
    ),
    reviews: z.array(z.object({ examSessionId: z.string(), campus: campusSchema, state: reviewStateSchema })),
    ...decidableSchema.shape,
  })
  .openapi('Rebind');
