import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { listSecurityEvents } from '../../db/list-security-events.ts';
import type { Reader } from '../../db/reader.ts';
import { SECURITY_EVENT_WORDS } from '../../domain/staff/security-words.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import { SECURITY_EVENTS } from '../../domain/security.ts';
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
import { instantSchema, json, problems } from '../http/schemas.ts';
import { codeSchema } from '../http/text-schemas.ts';

const MAX_LIST = 100;

const filterSchema = z.object({
  event: z.enum(SECURITY_EVENTS).optional(),
  account: codeSchema(100)
    .min(1)
    .optional()
    .openapi({ description: '`passport/<id>`, `staff/<account>`, or `name/<digest>` as this list shows it' }),
  address: codeSchema(64).min(1).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional().openapi({ description: 'Up to and without this moment' }),
  order: orderSchema,
});
const securityEventsQuery = filterSchema.extend({
  after: rowCursorSchema(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(20),
});

/** A page of the security log. */
export const securityEventsSchema = z
  .object({
    events: z.array(
      z.object({
        event: z.enum(SECURITY_EVENTS),
        actor: z.string(),
        account: z.string(),
        address: z.string(),
        route: z.string(),
        reason: z.string(),
        count: z.number().int().openapi({ description: 'Equal events of ten minutes' }),
        firstAt: instantSchema,
        lastAt: instantSchema,
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('SecurityEvents');

type SecurityEventRow = z.infer<typeof securityEventsSchema>['events'][number];

/** Routes by which the centre reads the security log. Its events have no place: smaller scopes see none. */
export function staffSecurityRoutes(deps: ApiDependencies) {
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'security.read') };

  async function list(
    reader: Reader,
    scope: Scope,
    { from, to, ...filter }: z.infer<typeof filterSchema>,
    page: { after?: number | undefined; limit: number },
  ) {
    if (!isInScope(null, scope)) return [];
    return listSecurityEvents(reader, {
      ...filter,
      ...page,
      from: from === undefined ? undefined : Date.parse(from),
      to: to === undefined ? undefined : Date.parse(to),
    });
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/security-events',
        summary: 'Failed sign-ins, lock-outs, sign-outs, refused rights, origins and notices, newest first',
        request: { query: securityEventsQuery },
        responses: { 200: json(securityEventsSchema), ...problems },
      }),
      async (c) => {
        const { after, limit, ...filter } = c.req.valid('query');
        const page = { after, limit: limit + 1 };
        const rows = await list(deps.db, c.var.staff.scope, filter, page);
        const { shown, nextCursor } = pageOf(rows, limit, ({ id }) => String(id));
        return c.json({ events: shown.map(view), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'security-events'),
        path: '/staff/security-events/exports',
        request: { query: exportQuery(filterSchema) },
      }),
      (c) => {
        const query = c.req.valid('query');
        const { language: _language, format: _format, ...filter } = query;
        return answerExport(c, deps, {
          list: 'security-events',
          query,
          personal: ['address'],
          page: (reader, after: number | undefined, limit) =>
            list(reader, c.var.staff.scope, filter, { after, limit }),
          cursorOf: ({ id }) => id,
          shown: (rows) => rows.map(view),
          columns: COLUMNS,
        });
      },
    );
}

function view(row: Awaited<ReturnType<typeof listSecurityEvents>>[number]): SecurityEventRow {
  const { event, actor, account, address, route, reason, count, firstAt, lastAt } = row;
  const at = { firstAt: isoInstant(firstAt), lastAt: isoInstant(lastAt) };
  return { event, actor, account, address, route, reason, count, ...at };
}

const COLUMNS: ExportColumn<SecurityEventRow>[] = [
  ['首次', 'First', ({ firstAt }) => momentCell(firstAt)],
  ['末次', 'Last', ({ lastAt }) => momentCell(lastAt)],
  ...codeColumns<SecurityEventRow>('事件', 'Event', SECURITY_EVENT_WORDS, ({ event }) => event),
  ['操作人', 'Who', ({ actor }) => actor],
  ['账号', 'Account', ({ account }) => account],
  ['地址', 'Address', ({ address }) => address],
  ['接口', 'Route', ({ route }) => route],
  ['原因', 'Reason', ({ reason }) => reason],
  ['次数', 'Times', ({ count }) => count],
];
