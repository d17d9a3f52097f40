import type { MiddlewareHandler } from 'hono';
import { readSession } from '../../../db/passport/read-session.ts';
import { candidateActor } from '../../../domain/actor.ts';
import type { ApiDependencies, ApiEnv } from '../../context.ts';
import { ApiError } from '../errors.ts';
import { sessionCookie } from '../session-cookie.ts';
import { checkActingFor } from './acting-for.ts';

type Needs = Pick<ApiDependencies, 'db' | 'clock' | 'settings' | 'vault'>;

/**
 * Admits signed-in candidates only, on pages that show them, and sets `c.var.candidate`.
 * @throws ApiError SIGN_IN_REQUIRED, ACTING_FOR_ANOTHER
 */
export function requireCandidate(deps: Needs): MiddlewareHandler<ApiEnv> {
  const noticeCandidate = optionalCandidate(deps);
  return (c, next) =>
    noticeCandidate(c, async () => {
      if (!c.var.candidate) throw new ApiError('SIGN_IN_REQUIRED');
      await next();
    });
}

/**
 * Sets `c.var.candidate` when somebody is signed in; for routes that answer everybody.
 * @throws ApiError ACTING_FOR_ANOTHER, SIGN_IN_REQUIRED for a page that shows somebody who is no longer signed in
 */
export function optionalCandidate(deps: Needs): MiddlewareHandler<ApiEnv> {
  const cookie = sessionCookie('candidate', deps);
  return async (c, next) => {
    const token = cookie.read(c);
    const session = token ? await readSession(deps.db, token, c.var.clientAddress, deps.clock.now()) : null;
    // Set first, so that a refusal can say whose it was.
    if (session) c.set('candidate', session);
    checkActingFor(c, session && candidateActor(session.passportId));
    await next();
  };
}
