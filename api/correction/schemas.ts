import { z } from '@hono/zod-openapi';
import { MAX_CORRECTION_PROOFS } from '../../domain/correction/correction.ts';
import { CORRECTED_FIELDS } from '../../domain/registration/corrected-field.ts';
import { bilingualSchema, instantSchema, orNull } from '../http/schemas.ts';
import { lineSchema, proseSchema } from '../http/text-schemas.ts';
import { proofSchema } from '../staff/proofs.ts';
import { decidableSchema, submissionSchema } from '../staff/submission-schemas.ts';

const fieldsSchema = z.array(z.enum(CORRECTED_FIELDS));

export const submitCorrectionSchema = z
  .object({
    candidateId: z.uuid().openapi({ description: 'The roll entry that the registration is of' }),
    name: lineSchema(200).optional(),
    idType: lineSchema(200).optional().openapi({ description: 'As people write it, e.g. 居民身份证' }),
    idNumber: lineSchema(200).optional(),
    photo: z.boolean().default(false).openapi({ description: 'Take over the photo of the roll entry' }),
    reason: proseSchema(200).min(1),
    proofs: z.array(z.uuid()).min(1).max(MAX_CORRECTION_PROOFS).openapi({ description: 'Uploaded before' }),
  })
  .openapi('SubmitCorrection');

export const correctionRowSchema = submissionSchema
  .extend({
    candidateId: z.uuid(),
    schoolCode: z.string(),
    fields: fieldsSchema,
    name: z.string().openapi({ description: 'Before, masked' }),
    idNumber: z.string().openapi({ description: 'Before, masked' }),
  })
  .openapi('CorrectionRow');

export const correctionListSchema = z
  .object({ corrections: z.array(correctionRowSchema), nextCursor: z.string().nullable() })
  .openapi('CorrectionList');

const personSchema = z.object({
  name: z.string(),
  idType: bilingualSchema,
  idNumber: z.string().openapi({ description: 'In full: whoever decides compares it with the proofs' }),
  photoId: orNull(z.string()),
  photoAt: orNull(instantSchema).openapi({ description: 'When the photo first came in' }),
});

export const correctionSchema = correctionRowSchema
  .extend({
    why: z.string().openapi({ description: 'The reason of who submitted it' }),
    before: personSchema,
    after: personSchema,
    campus: orNull(z.string()).openapi({ description: 'Of the roll entry, by its code' }),
    studentNumber: orNull(z.string()),
    obstacle: orNull(z.object({ code: z.string(), message: bilingualSchema })).openapi({
      description: 'Why it cannot be approved as things stand, while it waits; null: it can',
    }),
    proofs: z.array(proofSchema),
    ...decidableSchema.shape,
  })
  .openapi('Correction');
