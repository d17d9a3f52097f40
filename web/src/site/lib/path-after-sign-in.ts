import { wasOwnedBy } from '../../lib/page-owner.ts';
import { PATHS, safeReturnPath } from '../../lib/paths.ts';
import { examSessionChoice } from './exam-session-choice.ts';

/** Gives the page for somebody who has signed in: where they were, but never where somebody else was. */
export function pathAfterSignIn(actor: string, next: string | undefined): string {
  if (!wasOwnedBy(actor)) return PATHS.home;
  const path = safeReturnPath(next);
  return path.startsWith('/api/') ? pageOfFile(path) : path;
}

/** Gives the page with the link to a file whose address was opened: a file that is saved leaves the page as it is, signing in. */
function pageOfFile(path: string): string {
  const { pathname, searchParams } = new URL(path, location.origin);
  const examSession = searchParams.get('examSession');
  if (examSession) examSessionChoice.keep(examSession);
  if (pathname.startsWith('/api/admission-tickets/')) return `${PATHS.registration}#tickets`;
  return pathname === '/api/registration/calendar' ? PATHS.registration : PATHS.home;
}
