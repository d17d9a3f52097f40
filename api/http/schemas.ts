import { z } from '@hono/zod-openapi';
import { ID_TYPES } from '../../domain/person/id-number.ts';

export const instantSchema = z.iso
  .datetime()
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
export const examSessionQuery = z.object({
  examSession: z
    .string()
    .regex(/^[a-z0-9-]{1,20}$/)
    .optional()
    .openapi({ description: 'Exam session id; the current one when left out' }),
});

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().openapi({ description: 'Stable code of the refusal' }),
    detail: z.string(),
    messages: bilingualSchema,
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), code: z.string() })).optional(),
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
