import { z } from '@hono/zod-openapi';
import { instantSchema, stageSchema } from '../http/schemas.ts';
import { codeSchema, emailSchema } from '../http/text-schemas.ts';
import { campusSchema } from '../exam-session/schemas.ts';
import { reviewStateSchema } from '../review/schemas.ts';
import { decidableSchema, submissionSchema } from '../staff/submission-schemas.ts';

const passportIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

export const submitRebindSchema = z
  .object({
    newPassportId: codeSchema(32)
      .toLowerCase()
      .regex(/^[0-9a-f]{32}$/)
      .openapi({ description: '通行证ID of the passport the candidate registered anew' }),
    email: emailSchema.openapi({ description: 'Its email, as the candidate names it' }),
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
        stage: stageSchema,
      }),
    ),
    reviews: z.array(z.object({ examSessionId: z.string(), campus: campusSchema, state: reviewStateSchema })),
    ...decidableSchema.shape,
  })
  .openapi('Rebind');

export const claimSchema = z
  .object({
    newPassportId: passportIdSchema.openapi({ description: 'The passport that claims the number' }),
    oldPassportId: passportIdSchema.openapi({ description: 'The passport that reserves it' }),
    claimedAt: instantSchema,
    name: z.string().openapi({ description: 'Of the claiming passport, masked' }),
    idNumber: z.string().openapi({ description: 'Masked' }),
    email: z.string().openapi({ description: 'Of the claiming passport, masked' }),
    sameName: z.boolean(),
    oldRegistered: z.boolean().openapi({ description: 'The reserving passport has a registration' }),
    oldEmailVerified: z.boolean(),
  })
  .openapi('Claim');

export const claimListSchema = z
  .object({ claims: z.array(claimSchema), nextCursor: z.string().nullable() })
  .openapi('ClaimList');
