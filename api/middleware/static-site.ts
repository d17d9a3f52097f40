import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../context.ts';

const SERVER_PATH = /^\/(api|healthz|readyz|metrics)(\/|$)/;
const FILE_PATH = /\.[A-Za-z0-9]+$/;
/** The build names these by their contents. */
const HASHED_PATH = /^\/assets\//;

/** Serves the built web front end; addresses of its own router all get its one page. */
export function staticSite(webDist: string): MiddlewareHandler<ApiEnv> {
  const onFound = (_path: string, c: Context) => {
    c.header(
      'Cache-Control',
      HASHED_PATH.test(c.req.path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
  };
  const file = serveStatic<ApiEnv>({ root: webDist, precompressed: true, onFound });
  const page = serveStatic<ApiEnv>({ root: webDist, path: 'index.html', precompressed: true, onFound });
  return async (c, next) => {
    if (SERVER_PATH.test(c.req.path)) return next();
    return file(c, async () => {
      if (FILE_PATH.test(c.req.path)) return next();
      const response = await page(c, next);
      if (response) c.res = response;
    });
  };
}
