import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Outdated, outdatedOf } from '../../lib/setting-refusals.ts';
import type { StaffAccount } from './accounts-query.ts';

/**
 * Something that is done to an account as it was seen. Where somebody has changed it meanwhile, that is `outdated`, and the
 * next try is about the account as it is now.
 */
export function useAccountAction<Answer>(
  account: StaffAccount,
  act: (version: number) => Promise<Answer>,
  onDone: (answer: Answer) => void,
) {
  const queryClient = useQueryClient();
  const [version, setVersion] = useState(account.version);
  const [outdated, setOutdated] = useState<Outdated | null>(null);
  const action = useMutation({
    mutationFn: () => act(version),
    onSuccess: onDone,
    onError: (error) => {
      const found = outdatedOf(error);
      if (!found) return;
      setVersion(found.version);
      setOutdated(found);
      void queryClient.invalidateQueries();
    },
  });
  return { ...action, outdated, problem: outdatedOf(action.error) ? null : action.error };
}
