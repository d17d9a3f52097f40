import { z } from '@hono/zod-openapi';
import { OFFERING_SORTS } from '../../db/seats/list-offerings.ts';
import { MAX_FEE_FEN, OFFERING_LACKS } from '../../domain/exam-session/offering-rules.ts';
import { MAX_CAPACITY } from '../../domain/seats/capacity.ts';
import {
  codedFormShape,
  settingsAnswerSchema,
  settingsFormShape,
  versionQuery,
} from '../exam-session/setting-schemas.ts';
import {
  bilingualSchema,
  campusCodeSchema,
  examSessionIdSchema,
  instantSchema,
  orNull,
  periodSchema,
  subjectCodeSchema,
} from '../http/schemas.ts';
import { keysetCursorSchema } from '../http/list-page.ts';
import { patternSchema } from '../http/text-schemas.ts';

const MAX_OFFERINGS = 10_000_000;
const MAX_PAGE = 200;

/** What the version is of: what is set at a campus is counted together, so that something new has no version of its own. */
const OF_CAMPUS =
  'The version that was shown of what is set at the campus in this exam session, its subjects and windows together; 0: nothing is';

/** What deletes an offering says besides. */
export const offeringVersionQuery = z.object({
  version: versionQuery.shape.version.openapi({ description: OF_CAMPUS }),
});

const feeSchema = z
  .number()
  .int()
  .min(0)
  .max(MAX_FEE_FEN)
  .openapi({ description: 'Money in integer fen (1/100 yuan); 0: not set yet' });
const examTimeSchema = z.object({ startsAt: instantSchema, endsAt: instantSchema }).openapi('ExamTime');

export const examSessionParam = z.object({ examSession: examSessionIdSchema });
export const offeringParam = examSessionParam.extend({
  campus: campusCodeSchema,
  subject: subjectCodeSchema,
});
export const subjectTermsParam = examSessionParam.extend({ subject: subjectCodeSchema });

export const offeringsFilter = z.object({
  inside: patternSchema(/^(\d{2}|\d{5}|\d{6})$/)
    .optional()
    .openapi({ description: 'The code of a place around them' }),
  subject: subjectCodeSchema.optional(),
  lacking: z
    .enum(OFFERING_LACKS)
    .optional()
    .openapi({ description: 'Those alone that lack this before the exam session can be opened' }),
  sort: z.enum(OFFERING_SORTS).default('campus'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

export const offeringsQuery = offeringsFilter.extend({
  after: keysetCursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
});

export const setOfferingSchema = z
  .object({
    opensAt: instantSchema,
    closesAt: instantSchema,
    feeFen: feeSchema.optional().openapi({
      description: 'Left out: as it is; for a subject that is added, as elsewhere in the province',
    }),
    examTime: orNull(examTimeSchema).optional().openapi({ description: 'Likewise; null: not set yet' }),
    capacity: z
      .number()
      .int()
      .min(0)
      .max(MAX_CAPACITY)
      .optional()
      .openapi({ description: 'Seats of a subject that is added; later they change as capacity changes' }),
    ...codedFormShape,
    version: codedFormShape.version.openapi({ description: `${OF_CAMPUS}. Of a subject that is added too` }),
  })
  .openapi('SetOffering');

export const setTermsSchema = z
  .object({
    scope: patternSchema(/^(\*|\d{2}|\d{5}|\d{6})$/),
    feeFen: feeSchema.optional(),
    examTime: examTimeSchema.optional(),
    window: periodSchema.optional().openapi({ description: 'When it can be chosen' }),
    seenOfferings: z
      .number()
      .int()
      .min(0)
      .max(MAX_OFFERINGS)
      .optional()
      .openapi({ description: 'The number of offerings that the preview told of' }),
    seenCount: settingsFormShape.seenCount,
    seenFindings: settingsFormShape.seenFindings,
  })
  .openapi('SetTerms');

export const termsAnswerSchema = settingsAnswerSchema
  .extend({ offerings: z.number().int().openapi({ description: 'How many offerings this is about' }) })
  .openapi('TermsAnswer');

/** The most campuses that are named of those at which a subject would be opened. */
export const CAMPUSES_NAMED = 10;

export const openOfferingsSchema = z
  .object({
    scope: patternSchema(/^(\*|\d{2}|\d{5}|\d{6})$/),
    besides: subjectCodeSchema
      .optional()
      .openapi({ description: 'Only at campuses that offer this subject already' }),
    window: periodSchema.openapi({ description: 'When it can be chosen' }),
    capacity: z.number().int().min(0).max(MAX_CAPACITY).openapi({ description: 'Seats at each campus' }),
    feeFen: feeSchema.optional().openapi({ description: 'Left out: as elsewhere in the province' }),
    examTime: examTimeSchema.optional().openapi({ description: 'Likewise' }),
    seenCampuses: z
      .number()
      .int()
      .min(0)
      .max(MAX_OFFERINGS)
      .optional()
      .openapi({ description: 'The number of campuses that the preview told of' }),
    seenCount: settingsFormShape.seenCount,
    seenFindings: settingsFormShape.seenFindings,
  })
  .openapi('OpenOfferings');

export const openingsAnswerSchema = settingsAnswerSchema
  .extend({
    campuses: z.number().int().openapi({ description: 'How many campuses this is about' }),
    firstCampuses: z
      .array(z.object({ code: z.string(), name: bilingualSchema }))
      .openapi({ description: `The first of them by code, at most ${CAMPUSES_NAMED}` }),
  })
  .openapi('OpeningsAnswer');

const seats = z.number().int();

export const offeringListSchema = z
  .object({
    offerings: z.array(
      z.object({
        id: z.number().int(),
        campus: z.string(),
        campusName: bilingualSchema,
        subject: z.string(),
        window: periodSchema,
        feeFen: z.number().int(),
        examTime: orNull(examTimeSchema),
        oralCampus: z.object({ letsOut: z.boolean(), admitsOutsidersFrom: orNull(instantSchema) }).openapi({
          description:
            'What the campus has set for its oral seats: whether its candidates may go elsewhere, and from when outsiders may come; null: never',
        }),
        version: z
          .number()
          .int()
          .openapi({ description: 'Of what is set at the campus, its subjects and windows together' }),
        pool: z.object({
          capacity: seats,
          free: seats,
          offered: seats,
          held: seats,
          paid: seats,
          waiting: seats,
        }),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('OfferingList');
