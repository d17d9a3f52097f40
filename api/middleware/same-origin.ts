import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../context.ts';
import { ApiError } from '../errors.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Gateways' servers post here; what they say is believed by its signature alone. */
const GATEWAY_NOTICE = /^\/api\/payments\/[^/]+\/notify$/;

/**
 * Refuses requests that change something unless our own pages sent them. Browsers name the origin of every such
 * request; without one, it is a program's, which may go on as long as it carries no cookie a browser added.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler<ApiEnv> {
  const own = new URL(publicUrl).origin;
  return async (c, next) => {
    if (!SAFE_METHODS.includes(c.req.method) && !GATEWAY_NOTICE.test(c.req.path)) {
      const origin = c.req.header('origin');
      const site = c.req.header('sec-fetch-site');
      const trusted =
        origin !== undefined
          ? origin === own
          : site !== undefined
            ? site === 'same-origin'
            : c.req.header('cookie') === undefined;
      if (!trusted) throw new ApiError('FOREIGN_ORIGIN');
    }
    await next();
  };
}
