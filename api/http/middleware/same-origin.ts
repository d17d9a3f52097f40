import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../../context.ts';
import { ApiError } from '../errors.ts';

/** The path to which the Temporal UI posts payloads for decoding. */
export const CODEC_PATH = '/api/staff/codec/decode';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Tells whether a path is meant to be posted to from other origins: by gateways' servers, trusted only by their
 * signature, and by the Temporal UI, which has payloads decoded and changes nothing.
 */
function isFromElsewhere(path: string): boolean {
  return /^\/api\/payments\/[^/]+\/notify$/.test(path) || path === CODEC_PATH;
}

/**
 * Refuses requests that change something unless our own pages sent them. Browsers name the origin of every such
 * request; one without an origin comes from a program, which is admitted if it carries no cookie.
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
