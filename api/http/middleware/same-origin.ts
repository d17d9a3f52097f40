import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../../context.ts';
import { ApiError } from '../errors.ts';

/** Where the Temporal UI has payloads decoded. */
export const CODEC_PATH = '/api/staff/codec/decode';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Posted to from elsewhere by design: gateways' servers, believed by their signature alone, and the Temporal UI, which
 * has payloads decoded and changes nothing.
 */
function isFromElsewhere(path: string): boolean {
  return /^\/api\/payments\/[^/]+\/notify$/.test(path) || path === CODEC_PATH;
}

/**
 * Refuses requests that change something unless our own pages sent them. Browsers name the origin of every such
 * request; without one, it is a program's, which may go on as long as it carries no cookie a browser added.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler<ApiEnv> {
  const own = new URL(publicUrl).origin;
  return async (c, next) => {
    if (!SAFE_METHODS.includes(c.req.method) && !isFromElsewhere(c.req.path)) {
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
