import { z } from '@hono/zod-openapi';
import { REBIND_STATES } from '../../domain/rebind/rebind.ts';
import { instantSchema } from './common.ts';
import { afterSchema } from '../list-page.ts';
import { campusSchema } from './eligibility.ts';
import { reviewStateSchema } from './review.ts';

const MAX_REASON = 500;
const MAX_LIST = 100;

const passportIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
const stateSchema = z.enum(REBIND_STATES).openapi('RebindState');

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

export const rebindsQuery = z.object({
  state: stateSchema.default('submitted'),
  after: afterSchema,
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(20),
});

export const rebindRowSchema = z
  .object({
    id: z.uuid(),
    state: stateSchema,
    newPassportId: passportIdSchema,
    oldPassportId: passportIdSchema,
    name: z.string().openapi({ description: 'Of the old passport, masked' }),
    idNumber: z.string().openapi({ description: 'Masked' }),
    submittedBy: z.string(),
    submittedAt: instantSchema,
    decidedBy: z.string().nullable(),
    decidedAt: instantSchema.nullable(),
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
    reason: z.string().nullable().openapi({ description: 'Of a rejection' }),
    decisionRefusal: z
      .string()
      .nullable()
      .openapi({ description: 'Code of why the person asking cannot decide it; null: they can' }),
  })
  .openapi('Rebind');

export const rebindDecisionSchema = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('approve') }),
    z.object({ outcome: z.literal('reject'), reason: z.string().trim().min(1).max(MAX_REASON) }),
  ])
  .openapi('RebindDecision');
