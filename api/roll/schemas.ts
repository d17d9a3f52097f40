import { z } from '@hono/zod-openapi';
import { campusSchema } from '../exam-session/schemas.ts';
import { idTypeSchema, orNull } from '../http/schemas.ts';
import { PHOTO_REASONS, PHOTO_STATES } from '../../domain/roll/photo-review.ts';

export const photoIdSchema = z
  .string()
  .nullable()
  .openapi({ description: 'Names the photo at GET /photos/{id}; null: there is none' });

/** The roll entry as the candidate checks it; after saving, the snapshot taken then. */
export const rollSchema = z
  .object({
    name: z.string(),
    sex: z.enum(['male', 'female']),
    idType: idTypeSchema,
    idNumber: z.string(),
    campus: campusSchema,
    educationLevel: z.string(),
    lengthOfSchooling: z.string(),
    yearOfEntry: z.string(),
    grade: z.string(),
    department: z.string(),
    major: z.string(),
    className: z.string(),
    studentNumber: z.string(),
    remarks: z.string(),
  })
  .openapi('Roll');

export const ineligibleReasonSchema = z.enum(['NOT_OFFERED', 'BLACK_LISTED', 'SCORE_REQUIRED']);

/** The decision on a candidate's photo; null: there is no photo. */
export const photoDecisionSchema = orNull(
  z.object({ state: z.enum(PHOTO_STATES), reason: orNull(z.enum(PHOTO_REASONS)) }),
);
