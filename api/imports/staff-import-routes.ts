import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { setsClosedSession } from '../../db/batches/closed-session.ts';
import { confirmColumns } from '../../db/batches/confirm-columns.ts';
import { groupFlaws, listRows } from '../../db/batches/list-rows.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import { openHeadings } from '../../db/batches/sealed-batch.ts';
import { listMissingEntries } from '../../db/roll/missing-entries.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { staffActor } from '../../domain/actor.ts';
import { isFilterKind, isOver } from '../../domain/batches/batch.ts';
import { mayTakeInFull, OF_EXAM_SESSION } from '../../domain/batches/rights.ts';
import { columnChoiceFlaws } from '../../domain/cells/column-choice.ts';
import { IMPORT_COLUMNS } from '../../domain/imports/columns.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import type { Scope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import { batchInScope, requireKind, tellInScope } from '../batches/batch-in-scope.ts';
import { batchParam, batchSchema } from '../batches/schemas.ts';
import { batchView } from '../batches/view.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { seasonToChange } from '../exam-session/season-named.ts';
import { requirePlace, requireScope } from '../exam-session/settings-answer.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { answerExport, exporting, exportQuery } from '../http/list-export.ts';
import { pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { columnsView } from './columns-view.ts';
import { badRowColumns, cellsOf, REPORT_COLUMNS } from './row-columns.ts';
import { type BatchOfRows, causeView, rowView } from './rows-view.ts';
import {
  causeListSchema,
  columnsSchema,
  confirmColumnsSchema,
  importedFile,
  missingListSchema,
  missingQuery,
  rowListSchema,
  rowsFilter,
  rowsQuery,
  startImportSchema,
  uploadQuery,
} from './schemas.ts';
import { takeFile } from './upload.ts';

/** The path to which files are sent; their bodies are as long as files are. */
export const UPLOAD_PATH = '/api/staff/imports';

/** Routes by which staff send in files, settle their columns, see what the check found, and start them. */
export function staffImportRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'batches.read') };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/imports',
        summary: 'Send in a file: it is read and checked, and changes nothing before it is started',
        request: { query: uploadQuery, body: importedFile },
        responses: { 200: json(batchSchema), ...problems },
      }),
      async (c) => {
        const query = c.req.valid('query');
        requireKind(c, query.kind);
        const about = await aboutUpload(c, query);
        const saidBytes = Number(c.req.header('content-length') ?? 0);
        const body = c.req.raw.body as AsyncIterable<Uint8Array> | null;
        const batch = await takeFile(deps, body, saidBytes, about);
        return c.json(batchView(vault, batch, c.var.staff), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/imports/{id}/columns',
        summary: 'The headings of the file, and which column each was taken for',
        request: { params: batchParam },
        responses: { 200: json(columnsSchema), ...problems },
      }),
      async (c) => {
        const view = columnsView(vault, await asked(c));
        if (!view) throw new ApiError('BATCH_CLEARED');
        return c.json(view, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'put',
        path: '/staff/imports/{id}/columns',
        summary: 'Confirm which heading stands for which column; the check begins',
        request: { params: batchParam, body: jsonBody(confirmColumnsSchema) },
        responses: { 200: json(batchSchema), ...problems },
      }),
      async (c) => {
        const batch = await asked(c);
        const { version, positions } = c.req.valid('json');
        const headings = openHeadings(vault, batch) ?? { texts: [] };
        const flaws = columnChoiceFlaws(IMPORT_COLUMNS[batch.kind], positions, headings);
        if (batch.state !== 'mapping') throw new ApiError('BATCH_MOVED');
        if (flaws.length > 0)
          throw new ApiError('COLUMNS_UNFIT', {
            fields: flaws.map(({ column, code }) => ({ path: `body.positions.${column}`, code })),
          });
        if (await setsClosedSession(db, batch)) throw new ApiError('EXAM_SESSION_CLOSED');
        const actor = staffActor(c.var.staff.account);
        const confirmed = await confirmColumns(
          db,
          vault,
          { id: batch.id, version, positions, actor },
          clock.now(),
        );
        if (!confirmed) throw new ApiError('BATCH_MOVED');
        return c.json(batchView(vault, confirmed, c.var.staff), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/imports/{id}/start',
        summary: 'Start what was checked: good rows are done, bad ones are left out',
        request: { params: batchParam, body: jsonBody(startImportSchema) },
        responses: { 200: json(batchSchema), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { version, ...options } = c.req.valid('json');
        const batch = await tellInScope(c, deps, { id, order: 'start', version, options });
        return c.json(batchView(vault, batch, c.var.staff), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/imports/{id}/rows',
        summary: 'Rows of the file by what the check found and what became of them',
        request: { params: batchParam, query: rowsQuery },
        responses: { 200: json(rowListSchema), ...problems },
      }),
      async (c) => {
        const batch = await asked(c);
        const { outcome, result, after, limit } = c.req.valid('query');
        const rows = await listRows(db, {
          batchId: batch.id,
          outcomes: outcome && [outcome],
          results: result && [result],
          after,
          limit: limit + 1,
        });
        const { shown, nextCursor } = pageOf(rows, limit, ({ line }) => line);
        return c.json({ rows: shown.map((row) => rowView(vault, ofRows(batch), row)), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'batch-rows'),
        path: '/staff/imports/{id}/rows/exports',
        request: { params: batchParam, query: exportQuery(rowsFilter) },
      }),
      async (c) => {
        const batch = await asked(c);
        const { id } = batch;
        const of = ofRows(batch);
        const { language, format, outcome, result } = c.req.valid('query');
        return answerExport(c, deps, {
          list: 'batch-rows',
          query: { language, format, outcome, result, batch: id },
          page: (reader, after: number | undefined, limit) =>
            listRows(reader, {
              batchId: id,
              outcomes: outcome && [outcome],
              results: result && [result],
              after,
              limit,
            }),
          cursorOf: ({ line }) => line,
          shown: (rows) => rows.map((row) => rowView(vault, of, row)),
          columns: REPORT_COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'bad-rows'),
        path: '/staff/imports/{id}/bad-rows/exports',
        request: { params: batchParam, query: exportQuery(z.object({})) },
      }),
      async (c) => {
        const batch = await asked(c);
        // Whom a filter found was never sent in: their numbers stay masked.
        if (isFilterKind(batch.kind)) throw notFoundFor(null);
        if (!mayTakeInFull(c.var.staff, batch)) throw new ApiError('STAFF_ONLY');
        const { id, state, dueAt } = batch;
        if (isOver(state) && dueAt === null) throw new ApiError('BATCH_CLEARED');
        const { language, format } = c.req.valid('query');
        return answerExport(c, deps, {
          list: 'bad-rows',
          query: { language, format, batch: id },
          page: (reader, after: number | undefined, limit) =>
            listRows(reader, { batchId: id, results: ['refused'], after, limit }),
          cursorOf: ({ line }) => line,
          shown: (rows) => rows.map((row) => ({ row, cells: cellsOf(vault, row) })),
          columns: badRowColumns(ofRows(batch)),
        });
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/imports/{id}/causes',
        summary: 'What is wrong with rows, grouped by cause, the most frequent first',
        request: { params: batchParam },
        responses: { 200: json(causeListSchema), ...problems },
      }),
      async (c) => {
        const batch = await asked(c);
        const causes = await groupFlaws(db, batch.id);
        return c.json({ causes: causes.map((cause) => causeView(ofRows(batch), cause)) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/imports/{id}/missing',
        summary: 'Whom the file leaves out (缺失), of the schools that it is about',
        request: { params: batchParam, query: missingQuery },
        responses: { 200: json(missingListSchema), ...problems },
      }),
      async (c) => {
        const { id, kind, examSessionId, state, dueAt } = await asked(c);
        if (isOver(state) && dueAt === null) throw new ApiError('BATCH_CLEARED');
        if (kind !== 'roll' || examSessionId === null) return c.json({ missing: [], nextCursor: null }, 200);
        const { after, limit } = c.req.valid('query');
        const rows = await listMissingEntries(
          db,
          { batchId: id, examSessionId },
          { after, limit: limit + 1 },
        );
        const { shown, nextCursor } = pageOf(rows, limit, (last) => last.id);
        const missing = shown.map(({ schoolCode, missingSince, ...entry }) => {
          const { name, idNumber } = openRollRow(vault, entry);
          return {
            who: `${maskName(name)} ${maskIdNumber(idNumber)}`,
            schoolCode,
            missingSince: isoInstant(missingSince),
          };
        });
        return c.json({ missing, nextCursor }, 200);
      },
    );

  /** Opens what the rows of a batch are shown by. */
  function ofRows(batch: BatchRecord): BatchOfRows {
    return { kind: batch.kind, sheets: openHeadings(vault, batch)?.sheets ?? [] };
  }

  /** Reads the batch that is asked for. */
  function asked(c: Context<ApiEnv, string, { out: { param: { id: string } } }>): Promise<BatchRecord> {
    return batchInScope(c, deps, c.req.valid('param').id);
  }

  /** Settles what a file is about: scores belong to no exam session and no school. */
  async function aboutUpload(
    c: Context<ApiEnv>,
    query: {
      kind: BatchRecord['kind'];
      examSession?: string | undefined;
      scope?: string | undefined;
      name: string;
    },
  ) {
    const { account, scope: own } = c.var.staff;
    const isOfSession = OF_EXAM_SESSION.includes(query.kind);
    const scope = isOfSession ? ((query.scope as Scope | undefined) ?? own) : '*';
    requireScope(c, scope, 'query.scope');
    if (scope !== '*') await requirePlace(db, scope);
    const examSessionId = isOfSession ? (await seasonToChange(deps, query.examSession)).examSession.id : null;
    if (await setsClosedSession(db, { kind: query.kind, examSessionId }))
      throw new ApiError('EXAM_SESSION_CLOSED');
    return { kind: query.kind, scope, examSessionId, fileName: query.name, startedBy: staffActor(account) };
  }
}
