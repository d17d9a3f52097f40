import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from './errors.ts';
import { loggableError } from './log.ts';
import { json, problems } from './schemas.ts';
import type { ApiTools } from '../tools.ts';
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
  summary: 'Whether this process can serve: its database answers',
  responses: { 200: json(statusSchema), ...problems },
});

const getMetrics = createRoute({
  method: 'get',
  path: '/metrics',
  tags: ['operations'],
  summary: 'Figures for Prometheus',
  responses: {
    200: { description: 'OK', content: { 'text/plain': { schema: z.string() } } },
    ...problems,
  },
});

export function healthRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'metrics'>) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(getHealthz, (c) => c.json({ status: 'ok' as const }, 200))
    .openapi(getReadyz, async (c) => {
      try {
        await ping(deps.db);
      } catch (error) {
        deps.log.warn({ error: loggableError(error) }, 'database does not answer');
        throw new ApiError('UNAVAILABLE');
      }
      return c.json({ status: 'ok' as const }, 200);
    })
    .openapi(getMetrics, async (c) =>
      c.text(await tools.metrics.text(), 200, { 'Content-Type': tools.metrics.contentType }),
    );
}
