import { z } from '@hono/zod-openapi';
import { SESSION_SORTS } from '../../db/exam-session/list-set-up-sessions.ts';
import { EXAM_SESSION_STATES } from '../../domain/exam-session/season.ts';
import { EXAM_SESSION_ID } from '../../domain/exam-session/exam-session-id.ts';
import { MAX_MOVED_DAYS, RULE_RANGES, SUPPORT_HOURS_LIMIT } from '../../domain/exam-session/settings.ts';
import { DATE_KINDS } from '../../domain/exam-session/session-dates.ts';
import { WINDOW_KINDS } from '../../domain/exam-session/window-rules.ts';
import {
  bilingualSchema,
  examSessionIdSchema,
  instantSchema,
  orNull,
  periodSchema,
} from '../http/schemas.ts';
import { lineSchema, patternSchema, telephoneSchema } from '../http/text-schemas.ts';
import { flawSchema, settingsFormShape } from './setting-schemas.ts';

const MAX_NAME = 100;

export const scopeSchema = patternSchema(/^(\*|\d{2}|\d{5}|\d{6})$/);

export const examSessionParam = z.object({ examSession: examSessionIdSchema });
export const windowsParam = examSessionParam.extend({
  scope: scopeSchema.openapi({ description: '`*`, or the code of a province, a school or a campus' }),
});

const namesSchema = z.object({ zh: lineSchema(MAX_NAME).min(1), en: lineSchema(MAX_NAME).min(1) });

const rule = (name: keyof typeof RULE_RANGES) => {
  const [least, most] = RULE_RANGES[name];
  return z.number().int().min(least).max(most);
};

const HOURS =
  'When the telephone is answered; left out: as it is. Empty until it is set: without both no exam session opens';

const rulesSchema = z
  .object({
    holdMinutes: rule('holdMinutes').openapi({ description: 'How long an unpaid seat is kept' }),
    graceMinutes: rule('graceMinutes').openapi({
      description: 'What a candidate who cancels the last entry has at least to choose another',
    }),
    cet6ScoreFrom: rule('cet6ScoreFrom').openapi({ description: 'CET-4 score from which CET-6 is open' }),
    oralNeedsWrittenPaid: z.boolean(),
    keepsLastWritten: z
      .boolean()
      .openapi({ description: 'True when the last written entry may not be cancelled' }),
    roomSize: rule('roomSize').openapi({ description: 'Seats in an exam room' }),
    oralSittingMinutes: rule('oralSittingMinutes'),
    photoWidth: rule('photoWidth').optional(),
    photoHeight: rule('photoHeight').optional(),
    photoKilobytes: rule('photoKilobytes').optional(),
    ticketNeedsPhoto: z
      .boolean()
      .optional()
      .openapi({ description: 'True when a ticket needs an accepted photo; left out: as it is' }),
    supportPhone: telephoneSchema
      .or(z.literal(''))
      .openapi({ description: 'Empty until it is set: without it no exam session opens' }),
    supportHoursZh: lineSchema(SUPPORT_HOURS_LIMIT).optional().openapi({ description: HOURS }),
    supportHoursEn: lineSchema(SUPPORT_HOURS_LIMIT).optional().openapi({ description: HOURS }),
  })
  .openapi('ExamSessionRules');

const movedByDays = (schema: z.ZodNumber | z.ZodCoercedNumber) =>
  schema.int().min(-MAX_MOVED_DAYS).max(MAX_MOVED_DAYS);

export const newExamSessionSchema = z
  .object({
    id: patternSchema(EXAM_SESSION_ID),
    name: namesSchema,
    copyOf: examSessionIdSchema
      .optional()
      .openapi({ description: 'The exam session whose settings, windows and offerings it begins with' }),
    movedByDays: movedByDays(z.number())
      .default(0)
      .openapi({ description: 'The days by which all its dates are moved' }),
  })
  .openapi('NewExamSession');

export const setExamSessionSchema = z
  .object({ name: namesSchema, rules: rulesSchema, ...settingsFormShape })
  .openapi('SetExamSession');

export const moveExamSessionSchema = z.object(settingsFormShape).openapi('MoveExamSession');

export const moveDatesSchema = z
  .object({
    movedByDays: movedByDays(z.number()).openapi({
      description: 'The days by which all its dates are moved',
    }),
    ...settingsFormShape,
  })
  .openapi('MoveDates');

export const datesQuery = z.object({
  movedByDays: movedByDays(z.coerce.number())
    .default(0)
    .openapi({ description: 'The days by which the dates would be moved' }),
});

export const sessionDatesSchema = z
  .array(
    z.object({
      kind: z.enum(DATE_KINDS),
      subject: orNull(z.string()).openapi({ description: 'The subject of exams' }),
      period: periodSchema.openapi({ description: 'From the first to the last, over all places together' }),
      moved: periodSchema,
      isPast: z.boolean().openapi({ description: 'True when it would be over already' }),
    }),
  )
  .openapi('SessionDates');

export const examSessionsFilter = z.object({
  search: lineSchema(60).min(1).optional().openapi({ description: 'A part of the id or of a name' }),
  state: z.enum(EXAM_SESSION_STATES).optional(),
  sort: z.enum(SESSION_SORTS).default('id'),
  order: z.enum(['asc', 'desc']).default('desc'),
});

export const examSessionRowSchema = z
  .object({ id: z.string(), name: bilingualSchema, state: z.enum(EXAM_SESSION_STATES) })
  .openapi('ExamSessionRow');

export const examSessionSetupSchema = examSessionRowSchema
  .extend({ version: z.number().int(), rules: rulesSchema })
  .openapi('ExamSessionSetup');

export const checklistSchema = z
  .object({
    missing: z.array(flawSchema),
    count: z.number().int().openapi({ description: 'All that was found; `missing` names the first' }),
    refused: z.number().int().openapi({ description: 'How many of them keep it from being opened' }),
  })
  .openapi('OpeningChecklist');

const windowSchema = z.object({
  kind: z.enum(WINDOW_KINDS),
  opensAt: instantSchema,
  closesAt: instantSchema,
});

export const setWindowsSchema = z
  .object({
    windows: z
      .array(windowSchema)
      .max(WINDOW_KINDS.length)
      .openapi({ description: 'All windows of the scope; a kind that is left out is not set there' }),
    ...settingsFormShape,
  })
  .openapi('SetWindows');

const scopedWindowSchema = windowSchema.extend({ scope: z.string() });

export const windowsSchema = z
  .object({
    scope: z.string(),
    version: z.number().int(),
    windows: z.array(windowSchema),
    around: z.array(scopedWindowSchema).openapi({ description: 'Those of wider scopes, which bound them' }),
    inside: z.array(scopedWindowSchema).openapi({ description: 'The first of narrower scopes, by scope' }),
  })
  .openapi('Windows');
