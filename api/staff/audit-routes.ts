import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { listAudit } from '../../db/list-audit.ts';
import type { Reader } from '../../db/reader.ts';
import { auditTargetsMeant } from '../../db/staff/audit-targets-meant.ts';
import { type AuditTargetNamed, nameAuditTargets } from '../../db/staff/name-audit-targets.ts';
import { actorsMeant } from '../../domain/actor.ts';
import type { AuditAction } from '../../domain/audit.ts';
import { referenceText } from '../../domain/staff/reference-words.ts';
import { auditText } from '../../domain/staff/audit-text.ts';
import { AUDIT_ACTION_WORDS } from '../../domain/staff/audit-words.ts';
import type { Language } from '../../domain/moments.ts';
import { isInScope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import {
  answerExport,
  codeColumns,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
} from '../http/list-export.ts';
import { orderSchema, pageOf, rowCursorSchema } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { bilingualSchema, instantSchema, json, orNull, problems } from '../http/schemas.ts';
import { codeSchema } from '../http/text-schemas.ts';
import { bilingual } from '../http/views.ts';

const MAX_LIST = 100;

const AUDIT_ACTIONS = Object.keys(AUDIT_ACTION_WORDS) as [AuditAction['action']];

const filterSchema = z.object({
  actor: codeSchema(100)
    .min(1)
    .optional()
    .openapi({ description: '`staff/<account>`, `passport/<id>`, …, or the account or the id alone' }),
  target: codeSchema(200).min(1).optional().openapi({
    description: 'In full, or the id of a passport, the code of a place or the id of an exam session alone',
  }),
  action: z.enum(AUDIT_ACTIONS).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional().openapi({ description: 'Up to and without this moment' }),
  order: orderSchema,
});
const auditQuery = filterSchema.extend({
  after: rowCursorSchema(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(20),
});

const aboutSchema = z
  .object({
    examSession: z.string().nullable().openapi({ description: 'Null: what all exam sessions share' }),
    place: orNull(z.object({ code: z.string(), name: bilingualSchema })).openapi({
      description: 'Null: the whole country',
    }),
    subject: z.string().nullable(),
  })
  .openapi('AuditTarget', { description: 'What the target is about, by the names that people know' });

/** A page of the audit log. */
export const auditSchema = z
  .object({
    entries: z.array(
      z.object({
        id: z.number().int(),
        actor: z.string(),
        action: z.string(),
        target: z.string(),
        about: orNull(aboutSchema),
        details: z
          .record(z.string(), z.unknown())
          .openapi({ description: 'Old and new values: codes and numbers' }),
        hasPersonal: z.boolean().openapi({ description: 'Personal values are kept sealed besides' }),
        happenedAt: instantSchema,
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('AuditEntries');

type AuditRow = Omit<Awaited<ReturnType<typeof listAudit>>[number], 'happenedAt'> & { happenedAt: string };

/** Routes by which the centre reads the audit log. Its entries have no place: smaller scopes see none. */
export function staffAuditRoutes(deps: ApiDependencies) {
  const { db } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'audit.read') };

  async function list(
    reader: Reader,
    scope: ApiEnv['Variables']['staff']['scope'],
    { from, to, target, actor, ...filter }: z.infer<typeof filterSchema>,
    page: { after?: number | undefined; limit: number },
  ) {
    if (!isInScope(null, scope)) return [];
    const times = { from: from && Date.parse(from), to: to && Date.parse(to) };
    const rows = await listAudit(reader, {
      ...filter,
      actors: actor === undefined ? undefined : actorsMeant(actor),
      targets: target === undefined ? undefined : await auditTargetsMeant(reader, target),
      ...page,
      from: times.from || undefined,
      to: times.to || undefined,
    });
    return rows.map(({ happenedAt, ...row }) => ({ ...row, happenedAt: isoInstant(happenedAt) }));
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/audit',
        summary: 'Who did what to what, newest first',
        request: { query: auditQuery },
        responses: { 200: json(auditSchema), ...problems },
      }),
      async (c) => {
        const { after, limit, ...filter } = c.req.valid('query');
        const page = { after, limit: limit + 1 };
        const rows = await list(db, c.var.staff.scope, filter, page);
        const { shown, nextCursor } = pageOf(rows, limit, ({ id }) => String(id));
        const named = await nameAuditTargets(
          db,
          shown.map(({ target }) => target),
        );
        const entries = shown.map((row) => ({ ...row, about: aboutView(named.get(row.target)) }));
        return c.json({ entries, nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'audit'),
        path: '/staff/audit/exports',
        request: { query: exportQuery(filterSchema) },
      }),
      (c) => {
        const query = c.req.valid('query');
        const { language, format: _format, ...filter } = query;
        return answerExport(c, deps, {
          list: 'audit',
          query,
          page: (reader, after: number | undefined, limit) =>
            list(reader, c.var.staff.scope, filter, { after, limit }),
          cursorOf: ({ id }) => id,
          shown: (rows) => rows,
          columns: columnsIn(language),
        });
      },
    );
}

function aboutView(named: AuditTargetNamed | undefined): z.infer<typeof aboutSchema> | null {
  if (!named) return null;
  const { place, ...rest } = named;
  return { ...rest, place: place && { code: place.code, name: bilingual(place) } };
}

const columnsIn = (language: Language): ExportColumn<AuditRow>[] => [
  ['时间', 'Time', ({ happenedAt }) => momentCell(happenedAt)],
  ['操作人', 'Who', ({ actor }) => referenceText(actor, language)],
  ...codeColumns<AuditRow>('操作', 'What', AUDIT_ACTION_WORDS, ({ action }) => action),
  ['对象', 'To what', ({ target }) => referenceText(target, language)],
  ['内容', 'Values', (entry) => auditText(entry, language)],
];
