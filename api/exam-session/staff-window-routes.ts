import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { changeWindows } from '../../db/exam-session/change-windows.ts';
import { readSetWindows } from '../../db/exam-session/read-set-windows.ts';
import type { ScopedWindow } from '../../domain/exam-session/windows.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { periodView } from '../http/views.ts';
import { previewQuery, settingsAnswerSchema } from './setting-schemas.ts';
import { requirePlace, requireScope, settingRequest, settingsAnswer } from './settings-answer.ts';
import { setWindowsSchema, windowsParam, windowsSchema } from './setup-schemas.ts';
import { examSessionSetUp } from './staff-setup-routes.ts';

/** Routes by which the windows of the country, a province, a school or a campus are shown and set. */
export function staffWindowRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'settings.read'),
        method: 'get',
        path: '/staff/exam-sessions/{examSession}/windows/{scope}',
        summary: 'The windows of a scope, with those that bound them and those they bound',
        request: { params: windowsParam },
        responses: { 200: json(windowsSchema), ...problems },
      }),
      async (c) => {
        const { examSession, ...param } = c.req.valid('param');
        const scope = param.scope as Scope;
        const within = c.var.staff.scope;
        // What is set around one's own places is no secret: it bounds them.
        if (!isInScope(scope, within) && !isInScope(within, scope))
          throw new ApiError('PLACE_UNKNOWN', { isDenied: true });
        const { id: examSessionId } = await examSessionSetUp(deps, examSession);
        await requirePlace(db, scope);
        const { version, own, around, inside } = await readSetWindows(db, { examSessionId, scope, within });
        const shown = (window: ScopedWindow) => ({
          kind: window.kind,
          scope: window.scope,
          ...periodView(window),
        });
        return c.json(
          {
            scope,
            version,
            windows: own.map(({ kind, ...period }) => ({ kind, ...periodView(period) })),
            around: around.map(shown),
            inside: inside.map(shown),
          },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'windows.change'),
        method: 'put',
        path: '/staff/exam-sessions/{examSession}/windows/{scope}',
        summary: 'Set all windows of a scope, or none of them where one is wrong',
        request: { params: windowsParam, query: previewQuery, body: jsonBody(setWindowsSchema) },
        responses: { 200: json(settingsAnswerSchema), ...problems },
      }),
      async (c) => {
        const { examSession, ...param } = c.req.valid('param');
        const scope = param.scope as Scope;
        requireScope(c, scope, 'path.scope');
        const { id: examSessionId } = await examSessionSetUp(deps, examSession);
        await requirePlace(db, scope);
        const { windows, ...body } = c.req.valid('json');
        const wanted = windows.map(({ kind, opensAt, closesAt }) => ({
          kind,
          opensAt: Date.parse(opensAt),
          closesAt: Date.parse(closesAt),
        }));
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        const outcome = await changeWindows(deps, { examSessionId, scope, windows: wanted }, request);
        return c.json(settingsAnswer(outcome), 200);
      },
    );
}
