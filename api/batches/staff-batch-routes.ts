import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listBatches } from '../../db/batches/list-batches.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import { actorParts } from '../../domain/actor.ts';
import { kindsFor } from '../../domain/batches/rights.ts';
import { BATCH_STATE_WORDS } from '../../domain/batches/words.ts';
import { BATCH_KIND_WORDS } from '../../domain/staff/kind-words.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { answerExport, type ExportColumn, exporting, exportQuery } from '../http/list-export.ts';
import { isCursorId, isCursorMoment, keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { batchInScope, tellInScope } from './batch-in-scope.ts';
import {
  batchesFilter,
  batchesQuery,
  batchListSchema,
  batchParam,
  batchSchema,
  orderBatchSchema,
} from './schemas.ts';
import { batchView } from './view.ts';

const COLUMNS: readonly ExportColumn<BatchRecord>[] = [
  ['种类', 'Kind', ({ kind }) => BATCH_KIND_WORDS[kind]],
  ['考次', 'Exam session', ({ examSessionId }) => examSessionId],
  ['范围', 'Scope', ({ scope }) => scope],
  ['发起人', 'By', ({ startedBy }) => actorParts(startedBy).id],
  ['状态', 'State', ({ state }) => BATCH_STATE_WORDS[state]],
  ['总行数', 'Rows', ({ total }) => total],
  ['完成', 'Done', ({ done }) => done],
  ['未变', 'Unchanged', ({ unchanged }) => unchanged],
  ['未处理', 'Refused', ({ refused }) => refused],
  ['上传时间', 'Sent in', ({ createdAt }) => ({ at: createdAt })],
  ['结束时间', 'Ended', ({ endedAt }) => endedAt && { at: endedAt }],
];

/** Routes by which staff see the batches of their scope, and pause, resume and cancel them. */
export function staffBatchRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'batches.read') };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/batches',
        summary: 'Batches of the scope: who does what, and how far it is; newest first',
        request: { query: batchesQuery },
        responses: { 200: json(batchListSchema), ...problems },
      }),
      async (c) => {
        const { after, limit, examSession, ...filter } = c.req.valid('query');
        const rows = await listBatches(db, {
          ...filter,
          examSessionId: examSession,
          scope: c.var.staff.scope,
          kinds: kindsFor(c.var.staff.role),
          after: keysetFrom(after, ([at, id]) => isCursorMoment(at) && isCursorId(id)),
          limit: limit + 1,
        });
        const { shown, nextCursor } = pageOf(rows, limit, ({ createdAt, id }) =>
          keysetCursor([isoInstant(createdAt), id]),
        );
        return c.json({ batches: shown.map((row) => batchView(vault, row, c.var.staff)), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'batches'),
        path: '/staff/batches/exports',
        request: { query: exportQuery(batchesFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        const { role, scope } = c.var.staff;
        const kinds = kindsFor(role);
        return answerExport(c, deps, {
          list: 'batches',
          query,
          page: (reader, after: readonly [string, string] | undefined, limit) =>
            listBatches(reader, { ...query, examSessionId: query.examSession, scope, kinds, after, limit }),
          cursorOf: ({ createdAt, id }) => [isoInstant(createdAt), id] as const,
          shown: (rows) => rows,
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/batches/{id}',
        summary: 'One batch: where it stands, what its check found, what it can be told',
        request: { params: batchParam },
        responses: { 200: json(batchSchema), ...problems },
      }),
      async (c) =>
        c.json(batchView(vault, await batchInScope(c, deps, c.req.valid('param').id), c.var.staff), 200),
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/batches/{id}/orders',
        summary: 'Pause, resume or cancel a batch, between two of its pages; what is done stays done',
        request: { params: batchParam, body: jsonBody(orderBatchSchema) },
        responses: { 200: json(batchSchema), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const batch = await tellInScope(c, deps, { id, ...c.req.valid('json') });
        return c.json(batchView(vault, batch, c.var.staff), 200);
      },
    );
}
