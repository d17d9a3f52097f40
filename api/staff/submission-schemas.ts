import { z } from '@hono/zod-openapi';
import { SUBMISSION_STATES } from '../../domain/staff/two-people.ts';
import { afterSchema, orderSchema } from '../http/list-page.ts';
import { instantSchema } from '../http/schemas.ts';
import { proseSchema } from '../http/text-schemas.ts';

const MAX_REASON = 500;
const MAX_LIST = 100;

const stateSchema = z.enum(SUBMISSION_STATES).openapi('SubmissionState');

/** A submission by one member of staff that another decides. */
export const submissionSchema = z.object({
  id: z.uuid(),
  state: stateSchema,
  submittedBy: z.string(),
  submittedAt: instantSchema,
  decidedBy: z.string().nullable(),
  decidedAt: instantSchema.nullable(),
});

/** A submission with the facts that a second person needs. */
export const decidableSchema = z.object({
  reason: z.string().nullable().openapi({ description: 'Of a rejection' }),
  decisionRefusal: z
    .string()
    .nullable()
    .openapi({ description: 'Code of why the person asking cannot decide it; null: they can' }),
});

export const submissionsFilter = z.object({
  state: stateSchema.default('submitted'),
  by: z.enum(['me', 'decidable']).optional().openapi({
    description: 'Submitted by whoever asks, or by others where whoever asks is of those who decide',
  }),
  order: orderSchema,
});

export type SubmissionsFilter = z.infer<typeof submissionsFilter>;

export const submissionsQuery = submissionsFilter.extend({
  after: afterSchema,
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(20),
});

/** The schema of an approval, or of a rejection with its reason. @param maxReason in characters */
export function verdictSchema(maxReason: number) {
  return z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('approve') }),
    z.object({ outcome: z.literal('reject'), reason: proseSchema(maxReason) }),
  ]);
}

export const decisionSchema = verdictSchema(MAX_REASON).openapi('SubmissionDecision');
