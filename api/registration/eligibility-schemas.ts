import { z } from '@hono/zod-openapi';
import { subjectSchema } from '../exam-session/schemas.ts';
import { instantSchema, orNull, periodSchema } from '../http/schemas.ts';
import { ineligibleReasonSchema, photoDecisionSchema, photoIdSchema, rollSchema } from '../roll/schemas.ts';

export const eligibilityMatchSchema = z
  .object({
    candidateId: z.uuid(),
    digest: z
      .string()
      .openapi({ description: 'To be sent back when saving: says which state of the roll was checked' }),
    roll: rollSchema,
    photoId: photoIdSchema,
    photo: photoDecisionSchema,
    subjects: z.array(
      z.object({
        subject: subjectSchema,
        eligible: z.boolean(),
        reason: ineligibleReasonSchema.nullable(),
        listedFor: z.string().nullable().openapi({
          description: 'Why the school put the candidate on the white or black list that settled it',
        }),
      }),
    ),
    registrationWindow: orNull(periodSchema),
    boundBy: z.enum(['nobody', 'you', 'another']),
    /** The reason why saving is not possible now; null when it is. */
    refusal: z.string().nullable(),
  })
  .openapi('EligibilityMatch');

export const eligibilitySchema = z
  .object({ examSessionId: z.string(), checkedAt: instantSchema, matches: z.array(eligibilityMatchSchema) })
  .openapi('Eligibility');
