import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { hasCode, isPassing, retryDelayMs } from './problem.ts';

interface SignInReactions {
  /** Called when an answer says that nobody is signed in any more. */
  ended: () => void;
  /** Called when an answer says that somebody else is signed in than this page shows. */
  changed: () => void;
}

export function createQueryClient(reactions: SignInReactions): QueryClient {
  const onError = (error: Error) => {
    if (hasCode(error, 'SIGN_IN_REQUIRED')) reactions.ended();
    if (hasCode(error, 'ACTING_FOR_ANOTHER')) reactions.changed();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => isPassing(error) && failures < 3,
        retryDelay: retryDelayMs,
      },
    },
  });
}
