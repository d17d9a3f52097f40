import { serveStatic } from '@hono/node-server/serve-static';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../../context.ts';

const SERVER_PATH = /^\/(api|healthz|readyz|metrics)(\/|$)/;
const FILE_PATH = /\.[A-Za-z0-9]+$/;
/** Paths of files that the build names by their contents. */
const HASHED_PATH = /^\/assets\//;

const stopHere = async () => {};

/** Serves the built web front end; every path of its own router gets its only page. */
export function staticSite(webDist: string): MiddlewareHandler<ApiEnv> {
  const file = serveStatic<ApiEnv>({ root: webDist, precompressed: true });
  const page = serveStatic<ApiEnv>({ root: webDist, path: 'index.html', precompressed: true });
  return async (c, next) => {
    const { path } = c.req;
    if (SERVER_PATH.test(path)) return next();
    const response = (await file(c, stopHere)) ?? (FILE_PATH.test(path) ? null : await page(c, stopHere));
    if (!response) return next();
    response.headers.set(
      'Cache-Control',
      HASHED_PATH.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    return response;
  };
}
