import type { Context } from 'hono';
import { ACTING_FOR, type Actor, actingFor, FOR } from '../../../domain/actor.ts';
import type { ApiEnv } from '../../context.ts';
import { ApiError } from '../errors.ts';
import { isFromElsewhere, isSafe } from './same-origin.ts';

/**
 * Holds the person that a page was rendered for against the one who is signed in, so that a page that shows one person
 * neither does anything for another nor mixes in what is another's. A request that changes something must name
 * somebody; one that reads may be the first of its page.
 * @param signedIn null when nobody is: then there is nobody to read as, and signing out has nothing left to do
 * @throws ApiError ACTING_FOR_ANOTHER, SIGN_IN_REQUIRED
 */
export function checkActingFor(c: Context<ApiEnv>, signedIn: Actor | null): void {
  const reads = isSafe(c.req.method);
  // A page may have asked before it knew whom it shows: the answer says for whom it is.
  if (signedIn !== null) c.header(ACTING_FOR, actingFor(signedIn)[ACTING_FOR]);
  const named = c.req.header(ACTING_FOR);
  // Browsers follow a plain link to a file without our header.
  const inAddress = reads ? c.req.query(FOR) : undefined;
  if (signedIn === null) {
    if ((named ?? inAddress) !== undefined && reads) throw new ApiError('SIGN_IN_REQUIRED');
    return;
  }
  if (inAddress !== undefined && inAddress !== signedIn) throw new ApiError('ACTING_FOR_ANOTHER');
  if (named === undefined && (reads || isFromElsewhere(c.req.path))) return;
  if (named !== actingFor(signedIn)[ACTING_FOR]) throw new ApiError('ACTING_FOR_ANOTHER');
}
