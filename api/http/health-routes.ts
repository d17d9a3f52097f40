import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from './errors.ts';
import { json, problems } from './schemas.ts';
import { ping } from '../../db/ping.ts';

const statusSchema = z.object({ status: z.literal('ok') });

const getHealthz = createRoute({
  method: 'get',
  path: '/healthz',
  tags: ['operations'],
  summary: 'Whether this process runs',
  responses: { 200: json(statusSchema), ...problems },
});

const getReadyz = createRoute({
  method: 'get',
  path: '/readyz',
  tags: ['operations'],
  summary: 'Whether this process can serve: its database and the Temporal server answer',
  responses: { 200: json(statusSchema), ...problems },
});

export function healthRoutes(deps: ApiDependencies) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(getHealthz, (c) => c.json({ status: 'ok' as const }, 200))
    .openapi(getReadyz, async (c) => {
      try {
        await ping(deps.db);
      } catch (error) {
        deps.log.warn({ error }, 'database does not answer');
        throw new ApiError('UNAVAILABLE');
      }
      if (!(await deps.workflows.isReachable())) {
        deps.log.warn('the Temporal server does not answer');
        throw new ApiError('UNAVAILABLE');
      }
      return c.json({ status: 'ok' as const }, 200);
    });
}
