import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { disownPage } from './page-owner.ts';

/**
 * Goes on with a page of a mailed link when whoever was signed in is so no longer: the page was never theirs, and what it is about to say
 * would be lost with another one.
 * @param me the key of who is signed in
 */
export function goOnForNobody(queryClient: QueryClient, me: QueryKey): void {
  disownPage();
  queryClient.removeQueries({ type: 'inactive' });
  queryClient.setQueryData(me, null);
}
