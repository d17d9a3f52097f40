import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiDependencies, ApiEnv } from './context.ts';
import { healthRoutes } from './routes/health.ts';

/** Site and API on one origin. */
export function createApp(deps: ApiDependencies) {
  return new OpenAPIHono<ApiEnv>().route('/', healthRoutes(deps));
}

/** What the typed client of the web front end is made from. */
export type AppType = ReturnType<typeof createApp>;
