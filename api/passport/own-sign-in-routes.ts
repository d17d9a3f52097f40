import { signInsOf } from '../../db/passport/sign-ins.ts';
import type { ApiDependencies } from '../context.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { signInListRoutes } from './sign-in-list-routes.ts';

/** Routes of a candidate's own sign-ins. */
export function ownSignInRoutes(deps: ApiDependencies) {
  return signInListRoutes(deps, {
    prefix: '/me',
    kind: 'candidate',
    guarded: { tags: ['sessions'], security: CANDIDATE_ONLY, middleware: requireCandidate(deps) },
    own: (c) => signInsOf('candidate', c.var.candidate.passportId),
  });
}
