import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { hasCode, isPassing, retryDelayMs } from './problem.ts';

/** @param onSessionEnded called when an answer says that nobody is signed in any more */
export function createQueryClient(onSessionEnded: () => void): QueryClient {
  const onError = (error: Error) => {
    if (hasCode(error, 'SIGN_IN_REQUIRED')) onSessionEnded();
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
