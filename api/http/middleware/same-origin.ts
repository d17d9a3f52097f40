import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../../context.ts';
import { getPath } from 'hono/utils/url';
import { ApiError } from '../errors.ts';

/** The path to which the Temporal UI posts payloads for decoding. */
export const CODEC_PATH = '/api/staff/codec/decode';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Tells whether requests by a method change nothing. */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.includes(method);
}

/** Tells whether a payer's browser comes back by a path: whatever it brings, it is led on, and never refused. */
export function isPayersReturn(path: string): boolean {
  return /^\/api\/payments\/[^/]+\/return$/.test(path);
}

/** Tells whether a path is where gateways' servers send their notices. */
export function isNotice(path: string): boolean {
  return /^\/api\/payments\/[^/]+\/notify$/.test(path);
}

/** Finds the path by which a request is routed: gateways' servers and payers come with and without a slash at its end. */
export function routedPath(request: Request): string {
  const path = getPath(request);
  const bare = path.replace(/\/+$/, '');
  return isPayersReturn(bare) || isNotice(bare) ? bare : path;
}

/**
 * Tells whether a path is meant to be posted to from other origins: by gateways' servers, trusted only by their
 * signature, by a payer's browser on its way back, which changes nothing, and by the Temporal UI, which has payloads
 * decoded and changes nothing.
 */
export function isFromElsewhere(path: string): boolean {
  return isPayersReturn(path) || isNotice(path) || path === CODEC_PATH;
}

/**
 * Refuses requests that change something unless our own pages sent them. Browsers name the origin of every such
 * request; one without an origin comes from a program, which is admitted if it carries no cookie.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler<ApiEnv> {
  const own = new URL(publicUrl).origin;
  return async (c, next) => {
    if (!isSafe(c.req.method) && !isFromElsewhere(c.req.path)) {
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
