import { z } from '@hono/zod-openapi';
import { BATCH_STAGES } from '../../db/batches/list-batches.ts';
import { BATCH_KINDS, BATCH_STATES } from '../../domain/batches/batch.ts';
import { keysetCursorSchema, orderSchema } from '../http/list-page.ts';
import { bilingualSchema, examSessionIdSchema, instantSchema, orNull } from '../http/schemas.ts';
import { codeSchema } from '../http/text-schemas.ts';

const MAX_LIST = 100;
const countSchema = z.number().int().min(0);

export const batchKindSchema = z.enum(BATCH_KINDS).openapi('BatchKind');

/** The filter of the list of batches. */
export const batchesFilter = z.object({
  kind: batchKindSchema.optional(),
  stage: z
    .enum(BATCH_STAGES)
    .optional()
    .openapi({ description: '`open`: at work or waiting for a person; `over`: done, cancelled or failed' }),
  startedBy: codeSchema(60).min(1).optional().openapi({ description: 'The account' }),
  examSession: examSessionIdSchema.optional(),
  order: orderSchema,
});

export const batchesQuery = batchesFilter.extend({
  after: keysetCursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(20),
});

export const batchParam = z.object({ id: z.uuid() });
const versionSchema = z.number().int().min(1).max(2_147_483_647);

/** What is done to each whom a filter finds. */
export const parametersShape = {
  mail: orNull(z.object({ subject: bilingualSchema, text: bilingualSchema })).openapi({
    description: 'What is written to each of them',
  }),
  decision: orNull(
    z.object({ outcome: z.enum(['approve', 'reject']), reason: z.string().optional() }),
  ).openapi({ description: 'How their re-checks are decided' }),
};

/** A batch: what it does, where it stands, and what it can be told. */
export const batchSchema = z
  .object({
    id: z.string(),
    kind: batchKindSchema,
    examSessionId: z.string().nullable(),
    scope: z.string(),
    startedBy: z.string(),
    fileName: z.string().nullable(),
    filter: orNull(z.record(z.string(), z.string())).openapi({
      description: 'Whom it is about, where that is no file',
    }),
    ...parametersShape,
    fileBytes: countSchema,
    state: z.enum(BATCH_STATES),
    version: versionSchema,
    orders: z
      .array(z.enum(['start', 'pause', 'resume', 'cancel']))
      .openapi({ description: 'What it can be told now, by whoever asks' }),
    isTakableInFull: z
      .boolean()
      .openapi({ description: 'Whether whoever asks may take its bad rows as they were sent' }),
    total: countSchema.openapi({ description: 'Rows; 0 until the check has gone through all' }),
    done: countSchema.openapi({ description: 'Rows done; while it is checked, rows checked' }),
    unchanged: countSchema,
    refused: countSchema,
    found: orNull(
      z
        .object({
          new: countSchema,
          changed: countSchema,
          unchanged: countSchema,
          conflict: countSchema,
          bad: countSchema,
          missing: countSchema,
          kept: countSchema.openapi({
            description: 'Of the others, those left out unless the file is to win over corrections by hand',
          }),
          removed: countSchema.openapi({
            description: 'Of lists: those of the changed ones that are taken away',
          }),
        })
        .openapi('BatchFindings'),
    ).openapi({ description: '新增 / 变更 / 不变 / 冲突 / 有误 / 缺失: what the check found' }),
    options: z.object({ overwrite: z.boolean(), markMissing: z.boolean() }),
    problem: orNull(z.object({ code: z.string(), message: bilingualSchema }).openapi('BatchProblem')),
    createdAt: instantSchema,
    startedAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
    keptUntil: instantSchema
      .nullable()
      .openapi({ description: 'When it is ended for want of a decision, or its file and rows are cleared' }),
  })
  .openapi('Batch');

export const batchListSchema = z
  .object({ batches: z.array(batchSchema), nextCursor: z.string().nullable() })
  .openapi('BatchList');

export const orderBatchSchema = z
  .object({
    order: z.enum(['pause', 'resume', 'cancel']),
    version: versionSchema.openapi({ description: 'The version that was seen' }),
  })
  .openapi('OrderBatch');
