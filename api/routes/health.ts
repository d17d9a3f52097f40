import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../errors.ts';
import { json, problems } from '../schemas/common.ts';

const statusSchema = z.object({ status: z.literal('ok') });

export function healthRoutes(deps: ApiDependencies) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({ method: 'get', path: '/healthz', responses: { 200: json(statusSchema), ...problems } }),
      (c) => c.json({ status: 'ok' as const }, 200),
    )
    .openapi(
      createRoute({ method: 'get', path: '/readyz', responses: { 200: json(statusSchema), ...problems } }),
      async (c) => {
        try {
          await deps.db.execute(sql`select 1`);
        } catch (error) {
          deps.log.warn({ error: String(error) }, 'database does not answer');
          throw new ApiError('UNAVAILABLE');
        }
        return c.json({ status: 'ok' as const }, 200);
      },
    );
}
