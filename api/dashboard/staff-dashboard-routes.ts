import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { readFigures } from '../../db/dashboard/read-figures.ts';
import { readPlaceName } from '../../db/exam-session/read-place-name.ts';
import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import type { Reader } from '../../db/reader.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';
import { requireScope } from '../exam-session/settings-answer.ts';
import { ApiError } from '../http/errors.ts';
import { isHeld, tagOf } from '../http/held.ts';
import { answerExport, exporting, exportQuery } from '../http/list-export.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, problems, unchanged } from '../http/schemas.ts';
import { createSharedRead } from '../../config/shared-read.ts';
import { chartColumns, chartRows } from './chart-rows.ts';
import { chartFilter, dashboardQuery, dashboardSchema } from './schemas.ts';
import { dashboardView, type Shown } from './view.ts';

/** The greatest age of the figures shown. */
const FRESH_MS = 2_000;
const MAX_KEPT = 100;

/**
 * Dashboards: what counters say of an exam session, in the scope of who asks or in one inside it. An open page asks every
 * few seconds; the database is asked at most once in two for all who look at the same.
 */
export function staffDashboardRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const shownOf = createSharedRead({ clock, freshMs: FRESH_MS, maxKeys: MAX_KEPT }, (key) => {
    const [examSessionId = '', scope = ''] = key.split('/');
    return readShown(db, examSessionId, scope as Scope);
  });
  /** Finds out what is asked for. @throws ApiError EXAM_SESSION_UNKNOWN, OUT_OF_SCOPE, NOT_FOUND */
  const wanted = async (c: Context<ApiEnv>, query: z.infer<typeof dashboardQuery>) => {
    const scope = query.scope ?? c.var.staff.scope;
    requireScope(c, scope as Scope);
    const { examSession } = await anySeasonNamed(deps, query.examSession);
    return { examSessionId: examSession.id, scope: scope as Scope };
  };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'dashboard.read'),
        method: 'get',
        path: '/staff/dashboard',
        summary: 'What is counted of an exam session in a scope; unchanged figures are answered with 304',
        request: { query: dashboardQuery },
        responses: { 200: json(dashboardSchema), ...unchanged, ...problems },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const { examSessionId, scope } = await wanted(c, query);
        const body = dashboardView(await shownOf(`${examSessionId}/${scope}`), query.by, clock.now());
        if (isHeld(c, tagOf([body]))) return c.body(null, 304) as never;
        return c.json(body, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'dashboard'),
        path: '/staff/dashboard/exports',
        request: { query: exportQuery(chartFilter) },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const { examSessionId, scope } = await wanted(c, query);
        return answerExport(c, deps, {
          list: 'dashboard',
          query: { ...query, examSession: examSessionId },
          page: async (reader, after: number | undefined, limit) => {
            const shown = await readShown(reader, examSessionId, scope);
            const rows = chartRows(query.chart, dashboardView(shown, query.by, clock.now()));
            return rows
              .map((row, index) => ({ ...row, index }))
              .slice((after ?? -1) + 1)
              .slice(0, limit);
          },
          cursorOf: ({ index }) => index,
          shown: (rows) => rows,
          columns: chartColumns(query.chart),
        });
      },
    );
}

/** Reads everything that is shown. @throws ApiError PLACE_UNKNOWN */
async function readShown(db: Reader, examSessionId: string, scope: Scope): Promise<Shown> {
  const [place, figures, catalogue] = await Promise.all([
    readPlaceName(db, scope),
    readFigures(db, examSessionId, scope),
    readSubjects(db),
  ]);
  if (place === undefined) throw new ApiError('PLACE_UNKNOWN');
  return { ...figures, examSessionId, scope, place, catalogue };
}
