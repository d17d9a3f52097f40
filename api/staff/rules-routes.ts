import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { changeStaffRules, readStaffRules } from '../../db/staff/staff-rules.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { previewQuery, settingsAnswerSchema } from '../exam-session/setting-schemas.ts';
import { requireScope, settingRequest, settingsAnswer } from '../exam-session/settings-answer.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { setStaffRulesSchema, staffRulesSchema } from './rules-schemas.ts';

/** Routes of the rules for staff in the whole country, which the centre sets and everybody reads. */
export function staffRulesRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'staff.self'),
        method: 'get',
        path: '/staff/rules',
        summary: 'The rules for staff in the whole country, and the version a change is made on',
        responses: { 200: json(staffRulesSchema), ...problems },
      }),
      async (c) => c.json(await readStaffRules(db), 200),
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'examSessions.change'),
        method: 'put',
        path: '/staff/rules',
        summary: 'Set the rules for staff in the whole country',
        request: { query: previewQuery, body: jsonBody(setStaffRulesSchema) },
        responses: { 200: json(settingsAnswerSchema), ...problems },
      }),
      async (c) => {
        requireScope(c, '*');
        const { rules, ...body } = c.req.valid('json');
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        return c.json(settingsAnswer(await changeStaffRules(db, rules, request)), 200);
      },
    );
}
