import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { client } from '../../../lib/client.ts';
import { clearAllDrafts } from '../../../lib/draft.ts';
import { PATHS } from '../../../lib/paths.ts';
import { chosenExamSessionQuery, examSessionsQuery, meQuery } from '../../lib/queries.ts';
import { sessionHint } from '../../../lib/session-hint.ts';

/** Ends the session; nothing of the person stays behind in this tab. */
export function useSignOut() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => client.api.sessions.$delete(),
    onSuccess: async () => {
      sessionHint.clear();
      clearAllDrafts();
      queryClient.setQueryData(meQuery.queryKey, null);
      await router.navigate({ to: PATHS.home });
      const kept: unknown[] = [meQuery, chosenExamSessionQuery, examSessionsQuery].map(
        ({ queryKey }) => queryKey[0],
      );
      queryClient.removeQueries({ predicate: ({ queryKey }) => !kept.includes(queryKey[0]) });
      await router.invalidate();
    },
  });
}
