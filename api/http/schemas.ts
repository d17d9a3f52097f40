import { z } from '@hono/zod-openapi';
import { candidateActor, FOR } from '../../domain/actor.ts';
import { ID_TYPES } from '../../domain/person/id-number.ts';
import { plainSubjectCode } from '../../domain/text/code.ts';
import { patternSchema } from './text-schemas.ts';

/** The greatest `integer` of PostgreSQL. */
export const MAX_ROW_ID = 2_147_483_647;

/** How far a registration is. */
export const stageSchema = z.enum(['none', 'saved', 'unpaid', 'partlyPaid', 'paid']);

/** Enough for a second with nine places of its fraction. */
const MAX_INSTANT = 30;

/** An instant that staff may name; PostgreSQL does not have them all. */
export const instantSchema = z.iso
  .datetime()
  .max(MAX_INSTANT)
  .regex(/^20\d{2}-/)
  .openapi({ description: 'ISO 8601, UTC', example: '2026-11-21T08:00:00.000Z' });
export const periodSchema = z.object({ opensAt: instantSchema, closesAt: instantSchema }).openapi('Period');
export const bilingualSchema = z.object({ zh: z.string(), en: z.string() });
export const idTypeSchema = z.enum(ID_TYPES).openapi('IdType');
export const modeSchema = z.enum(['written', 'oral']).openapi('Mode');
export const levelSchema = z.union([z.literal(4), z.literal(6)]);
export const feeFenSchema = z
  .number()
  .int()
  .min(0)
  .openapi({ description: 'Money in integer fen (1/100 yuan)' });
export const examSessionIdSchema = patternSchema(/^[a-z0-9-]{1,20}$/);
export const campusCodeSchema = patternSchema(/^\d{6}$/);
export const subjectCodeSchema = patternSchema(/^[0-9A-Z]$/, plainSubjectCode);
/** A number by which PostgreSQL counts rows. */
export const rowIdSchema = z.number().int().min(1).max(MAX_ROW_ID);
export const examSessionQuery = z.object({
  examSession: examSessionIdSchema
    .optional()
    .openapi({ description: 'Exam session id; the current one when left out' }),
});

/** The query of a file that a page links to. */
export const linkedFileQuery = examSessionQuery.extend({
  [FOR]: z
    .string()
    .max(200)
    .optional()
    .openapi({
      description:
        'Whom the page with this link was rendered for; refused with ACTING_FOR_ANOTHER if somebody else is signed in',
      example: candidateActor('0123456789abcdef0123456789abcdef'),
    }),
});

/**
 * Allows null besides a schema that has a name in the document: `nullable()` would put null into the schema of that name, or
 * beside it where both have to hold.
 */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}

/** An object that the room of a refusal describes where it answers with one. */
const described = (description: string) => z.looseObject({}).openapi({ description });

/** What problem details say besides, each with some refusals only. */
const problemMembersSchema = z
  .object({
    rows: z.array(z.object({ subject: z.string(), campus: z.string(), code: z.string() })).openapi({
      description: 'Where several subjects were asked for: the answer for each',
    }),
    limit: z.number().int().openapi({
      description: '`EXPORT_TOO_LARGE`, `PROOF_LIST_TOO_LARGE`: the most rows of a file',
    }),
    count: z.number().int().openapi({
      description: '`COUNT_CHANGED`: how many there are',
    }),
    state: z.string().openapi({ description: '`BATCH_MOVED`: the state it is in' }),
    least: z.number().int().openapi({ description: '`CAPACITY_TOO_LOW`: the seats that somebody has' }),
    next: z.string().openapi({ description: '`SIGN_IN_INCOMPLETE`: the step that comes next' }),
    decided: z
      .object({
        state: z.string(),
        decidedBy: z.string().nullable(),
        decidedAt: instantSchema.nullable(),
      })
      .openapi({ description: 'Where a decision was refused: how that which it is about stands' }),
    handled: orNull(z.object({ at: instantSchema, by: z.string(), note: z.string() })).openapi({
      description: '`EXCEPTION_HANDLED`: when, by whom and how',
    }),
    flaws: z.array(described('A `SettingFlaw`')).openapi({ description: '`SETTINGS_REFUSED`' }),
    impact: z
      .object({
        count: z.number().int(),
        first: z.array(z.object({ name: z.string(), campus: z.string() })),
      })
      .openapi({ description: '`IMPACT_UNSEEN`, `COUNT_CHANGED` of what is done to many: whom it touches' }),
    findings: z
      .object({ count: z.number().int(), first: z.array(described('A `SettingFlaw`')) })
      .openapi({ description: '`IMPACT_UNSEEN`: what has to be seen' }),
    version: z
      .number()
      .int()
      .openapi({ description: '`SETTINGS_OUTDATED`, `BATCH_MOVED`: the version there is' }),
    present: described('`SETTINGS_OUTDATED`: what is set, by field'),
    meanwhile: z
      .array(z.looseObject({ at: instantSchema }))
      .openapi({ description: '`SETTINGS_OUTDATED`: what others changed' }),
  })
  .partial();

export type ProblemMembers = z.input<typeof problemMembersSchema>;

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().openapi({ description: 'Stable code of the refusal' }),
    detail: z.string(),
    messages: bilingualSchema,
    requestId: z.string(),
    fields: z
      .array(
        z.object({
          path: z.string(),
          code: z.string(),
          character: z.string().optional().openapi({ description: 'With `bad_character`, e.g. `U+E000`' }),
          values: z.array(z.string()).optional().openapi({ description: 'What it may be' }),
          minimum: z.number().optional(),
          maximum: z.number().optional(),
          counted: z
            .enum(['characters', 'items'])
            .optional()
            .openapi({ description: 'What `minimum` and `maximum` count; absent for a number' }),
        }),
      )
      .optional(),
    ...problemMembersSchema.shape,
  })
  .openapi('Problem');

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

/**
 * Responses for refusals, which every route may give and which share one shape. Their type is empty, so that handlers
 * and the typed client see only the answers a handler returns: refusals are thrown.
 */
export const problems = {
  '4XX': problem('Refused: see `code`'),
  '5XX': problem('Failed on our side: see `requestId`'),
} as Record<never, never>;

/**
 * The response for unchanged content. Its type is empty, like that of `problems`: only clients that sent a tag get it.
 */
export const unchanged = { '304': { description: 'Unchanged since the ETag sent along' } } as Record<
  never,
  never
>;

/** Describes a 200 response with a JSON body. */
export function json<Schema extends z.ZodType>(schema: Schema, description = 'OK') {
  return { description, content: { 'application/json': { schema } } };
}

/** Describes a required JSON request body. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}

export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[A-Za-z0-9-]{8,64}$/)
    .openapi({ description: 'One key per intent; the same key has one effect and gets the same answer' }),
});
