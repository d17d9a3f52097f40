import type { MiddlewareHandler } from 'hono';
import { readSession } from '../../../db/passport/read-session.ts';
import type { ApiDependencies, ApiEnv } from '../../context.ts';
import { ApiError } from '../errors.ts';
import { sessionCookie } from '../session-cookie.ts';
import { hashToken } from '../tokens.ts';

type Needs = Pick<ApiDependencies, 'db' | 'clock' | 'settings'>;

/** Admits signed-in candidates only and sets `c.var.candidate`. @throws ApiError SIGN_IN_REQUIRED */
export function requireCandidate(deps: Needs): MiddlewareHandler<ApiEnv> {
  const noticeCandidate = optionalCandidate(deps);
  return (c, next) =>
    noticeCandidate(c, async () => {
      if (!c.var.candidate) throw new ApiError('SIGN_IN_REQUIRED');
      await next();
    });
}

/** Sets `c.var.candidate` when somebody is signed in; for routes that answer everybody. */
export function optionalCandidate(deps: Needs): MiddlewareHandler<ApiEnv> {
  const cookie = sessionCookie('candidate', deps.settings.publicUrl);
  return async (c, next) => {
    const token = cookie.read(c);
    const session = token ? await readSession(deps.db, hashToken(token), deps.clock.now()) : null;
    if (session) c.set('candidate', session);
    await next();
  };
}
