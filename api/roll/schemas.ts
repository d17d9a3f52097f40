import { z } from '@hono/zod-openapi';
import {
  bilingualSchema,
  idTypeSchema,
  instantSchema,
  levelSchema,
  modeSchema,
  periodSchema,
} from '../http/schemas.ts';

export const subjectSchema = z
  .object({
    code: z.string(),
    name: bilingualSchema,
    language: z.string(),
    level: levelSchema,
    mode: modeSchema,
  })
  .openapi('Subject');

export const campusSchema = z
  .object({
    code: z.string(),
    name: bilingualSchema,
    school: z.object({ code: z.string(), name: bilingualSchema }),
  })
  .openapi('Campus');

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

export const eligibilityMatchSchema = z
  .object({
    candidateId: z.uuid(),
    digest: z
      .string()
      .openapi({ description: 'To be sent back when saving: says which state of the roll was checked' }),
    roll: rollSchema,
    photoId: photoIdSchema,
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
    registrationWindow: periodSchema.nullable(),
    boundBy: z.enum(['nobody', 'you', 'another']),
    /** Why saving is not possible now; null: it is. */
    refusal: z.string().nullable(),
  })
  .openapi('EligibilityMatch');

export const eligibilitySchema = z
  .object({ examSessionId: z.string(), checkedAt: instantSchema, matches: z.array(eligibilityMatchSchema) })
  .openapi('Eligibility');
