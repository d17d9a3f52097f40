import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { compress } from 'hono/compress';
import { chooseCurrent } from '../../../domain/exam-session/current-exam-session.ts';
import type { ApiDependencies, ApiEnv } from '../../context.ts';
import { isHeld } from '../held.ts';
import { orAfter } from '../or-after.ts';
import { sessionCookieName } from '../session-cookie.ts';
import type { SitePages } from '../site-pages.ts';

const SERVER_PATH = /^\/(api|healthz|readyz|metrics)(\/|$)/;
/** The staff console is a page of its own. */
const STAFF_PATH = /^\/staff(\/|$)/;
const FILE_PATH = /\.[A-Za-z0-9]+$/;
/** Paths of files that the build names by their contents. */
const HASHED_PATH = /^\/assets\//;
/** The time that a page waits for it: without it, it is only slower. */
const PATIENCE_MS = 300;

const stopHere = async () => {};

type Needs = Pick<ApiDependencies, 'clock' | 'seasons' | 'settings'>;

/** Serves the built web front end; every path of an app's own router gets the only page of that app. */
export function staticSite(pages: SitePages, deps: Needs): MiddlewareHandler<ApiEnv> {
  const file = serveStatic<ApiEnv>({ root: deps.settings.webDist, precompressed: true });
  const cookie = sessionCookieName('candidate', deps.settings.publicUrl);
  const compressed = compress();
  const examSession = currentExamSession(deps);

  async function page(c: Context<ApiEnv>): Promise<Response> {
    const current = await examSession();
    const { html, tag } = pages.page({
      app: STAFF_PATH.test(c.req.path) ? 'staff' : 'site',
      path: c.req.path,
      language: languageOf(c),
      hasSignIn: getCookie(c, cookie) !== undefined,
      isRegistered: current !== null && getCookie(c, 'registered') === current.id,
      examSession: current,
    });
    c.header('Vary', 'Cookie, Accept-Language', { append: true });
    return isHeld(c, tag) ? c.body(null, 304) : c.html(html);
  }

  return (c, next) => {
    const { path } = c.req;
    if (SERVER_PATH.test(path)) return next();
    return compressed(c, async () => {
      const isPage = path === '/' || path === '/index.html' || !FILE_PATH.test(path);
      const response = isPage && isRead(c) ? await page(c) : await file(c, stopHere);
      if (!response) return next();
      response.headers.set(
        'Cache-Control',
        HASHED_PATH.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      c.res = response;
    });
  };
}

function isRead(c: Context<ApiEnv>): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD';
}

/** The language that the address asks for, else the one chosen before, else the one that the browser prefers. */
function languageOf(c: Context<ApiEnv>): 'zh' | 'en' {
  for (const chosen of [c.req.query('lang'), getCookie(c, 'language')])
    if (chosen === 'zh' || chosen === 'en') return chosen;
  return c.var.language;
}

/**
 * Knows the current exam session, or nothing where it takes long: a page never fails, nor waits for it, and asks for itself. What
 * was known a moment ago is no answer: a page that is told of an exam session stays with it.
 */
function currentExamSession({ seasons, clock }: Needs) {
  async function look() {
    const current = chooseCurrent((await seasons.calendar()).examSessions, clock.now());
    return current && { id: current.id, supportPhone: current.settings.supportPhone };
  }
  return () =>
    orAfter(
      PATIENCE_MS,
      look().catch(() => null),
      null,
    );
}
