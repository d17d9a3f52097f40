import { z } from '@hono/zod-openapi';
import {
  bilingualSchema,
  examSessionIdSchema,
  instantSchema,
  levelSchema,
  modeSchema,
  orNull,
  periodSchema,
} from '../http/schemas.ts';
import { patternSchema } from '../http/text-schemas.ts';

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

const provinceWindowsSchema = z
  .object({
    code: z.string(),
    name: bilingualSchema,
    isOffered: z.boolean().openapi({ description: 'False where no campus offers any subject' }),
    rollCheck: orNull(periodSchema),
    registration: orNull(periodSchema),
    management: orNull(periodSchema),
  })
  .openapi('ProvinceWindows');

export const examSessionSchema = z
  .object({
    id: z.string(),
    name: bilingualSchema,
    period: orNull(periodSchema).openapi({
      description:
        'From the opening of its first window to the end of its last one; null while there is none',
    }),
    supportPhone: z.string(),
    supportHours: bilingualSchema.openapi({ description: 'When that telephone is answered' }),
    holdMinutes: z.number().int().openapi({ description: 'How long an unpaid seat is kept' }),
    cet6ScoreFrom: z.number().int().openapi({ description: 'CET-4 score from which CET-6 is open' }),
    examTimes: z
      .array(z.object({ subject: subjectSchema, period: periodSchema }))
      .openapi({ description: 'From the earliest beginning to the latest end at any campus' }),
    ticketPrint: z
      .object({ written: orNull(periodSchema), oral: orNull(periodSchema) })
      .openapi({ description: '准考证打印时间; null while it is not set' }),
    provinces: z.array(provinceWindowsSchema),
  })
  .openapi('ExamSession');

export const noticesQuery = z.object({
  scope: patternSchema(/^(\*|\d{2}|\d{5})$/)
    .optional()
    .openapi({
      description:
        'A province or school code: its notices and those of the scopes around it; `*` alone when left out',
    }),
});

export const noticeSchema = z
  .object({
    id: z.number().int(),
    scope: z.string(),
    title: bilingualSchema,
    body: bilingualSchema,
    publishedAt: instantSchema,
  })
  .openapi('Notice');

const agreementTextSchema = z
  .object({
    kind: z.enum(['agreement', 'pledge', 'terms', 'privacy']),
    version: z.string(),
    title: bilingualSchema,
    body: bilingualSchema,
  })
  .openapi('AgreementText');

export const agreementsSchema = z
  .object({
    texts: z.array(agreementTextSchema),
    acceptedAt: instantSchema
      .nullable()
      .openapi({ description: 'When the signed-in passport accepted the versions in force; null: not yet' }),
  })
  .openapi('Agreements');

const versionSchema = patternSchema(/^[\w.-]{1,40}$/);

export const acceptAgreementsSchema = z
  .object({
    examSessionId: examSessionIdSchema,
    agreementVersion: versionSchema,
    pledgeVersion: versionSchema,
    accepted: z.literal(true),
  })
  .openapi('AcceptAgreements');
