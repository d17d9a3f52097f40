import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { create } from 'content-disposition';
import { stream } from 'hono/streaming';
import { recordAudit } from '../../db/record-audit.ts';
import {
  EXPORT_SORTS,
  isOthersExport,
  listExports,
  nextExportPiece,
  readExport,
} from '../../db/staff/exports.ts';
import { staffActor } from '../../domain/actor.ts';
import { type ExportFormat, exportState, mayTakeExport } from '../../domain/staff/exports.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { exportSchema, exportView } from '../http/export-view.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, problems } from '../http/schemas.ts';

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  'csv-gb18030': 'text/csv; charset=gb18030',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Routes by which staff see the files that they had made, and take them. */
export function staffExportRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'staff.self') };
  const idParam = z.object({ id: z.uuid() });

  /** The answer to who asks for a file that is not theirs: as if it had gone, but noted. */
  const goneFor = async (id: string, account: string) =>
    new ApiError('EXPORT_GONE', { isDenied: await isOthersExport(db, { id, account }) });

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/exports',
        summary: 'The own files that are kept',
        request: {
          query: z.object({
            sort: z.enum(EXPORT_SORTS).default('askedAt'),
            order: z.enum(['asc', 'desc']).default('desc'),
          }),
        },
        responses: { 200: json(z.object({ exports: z.array(exportSchema) })), ...problems },
      }),
      async (c) => {
        const now = clock.now();
        const records = await listExports(db, { account: c.var.staff.account, ...c.req.valid('query') }, now);
        return c.json({ exports: records.map((record) => exportView(record, c.var.staff, now)) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/exports/{id}',
        summary: 'How a file stands',
        request: { params: idParam },
        responses: { 200: json(exportSchema), ...problems },
      }),
      async (c) => {
        const now = clock.now();
        const record = await readExport(db, { ...c.req.valid('param'), account: c.var.staff.account }, now);
        if (!record) throw await goneFor(c.req.valid('param').id, c.var.staff.account);
        return c.json(exportView(record, c.var.staff, now), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/exports/{id}/file',
        summary: 'Takes a file; the right to its list counts as it is now',
        request: { params: idParam },
        responses: {
          200: {
            description: 'Filter, author, moment and number of rows stand in it, and a mark at its end',
            content: { 'application/octet-stream': { schema: z.string() } },
          },
          ...problems,
        },
      }),
      async (c) => {
        const { staff } = c.var;
        const now = clock.now();
        const record = await readExport(db, { ...c.req.valid('param'), account: staff.account }, now);
        if (!record) throw await goneFor(c.req.valid('param').id, staff.account);
        if (!mayTakeExport(staff, record)) throw new ApiError('EXPORT_NOT_ALLOWED');
        if (exportState(record, now) !== 'ready') throw new ApiError('EXPORT_NOT_READY');
        const { id, list, format, filter, fileName, rowCount, byteCount } = record;
        await recordAudit(db, {
          actor: staffActor(staff.account),
          action: 'exportTaken',
          target: `export/${id}`,
          details: { list, format, filter, rowCount },
          happenedAt: now,
        });
        c.header('Content-Type', TYPES[format]);
        c.header('Content-Length', String(byteCount));
        c.header('Content-Disposition', create(fileName));
        return stream(c, async (output) => {
          let after = -1;
          while (!output.aborted) {
            const piece = await nextExportPiece(db, vault, { file: record, after });
            if (!piece) return;
            await output.write(piece.bytes);
            after = piece.position;
          }
        }) as never;
      },
    );
}
