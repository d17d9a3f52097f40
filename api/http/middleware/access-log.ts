import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { ApiEnv } from '../../context.ts';
import type { Metrics } from '../metrics.ts';
import { routePattern } from '../refusal-events.ts';

/** Logs and measures each request once, by the route's pattern, never by the address with its ids and queries. */
export function accessLog(log: Logger, metrics: Metrics): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const ms = performance.now() - start;
    const entry = { method: c.req.method, route: routePattern(c), status: c.res.status };
    metrics.observeRequest(entry, ms / 1000);
    log.info({ ...entry, ms: Math.round(ms), requestId: c.var.requestId }, 'request');
  };
}
