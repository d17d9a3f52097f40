import { useMutation } from '@tanstack/react-query';
import { client } from '../../../lib/client.ts';
import { disownTab, leaveFor } from '../../../lib/page-owner.ts';
import { PATHS } from '../../../lib/paths.ts';
import { siteSignIn } from '../../lib/site-sign-in.ts';

/** Ends the session; nothing of the person stays behind in this tab. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => client.api.sessions.$delete(),
    onSuccess: () => {
      siteSignIn.clear();
      disownTab();
      return leaveFor(PATHS.home);
    },
  });
}
