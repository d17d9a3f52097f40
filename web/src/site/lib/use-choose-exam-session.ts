import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { PATHS } from '../../lib/paths.ts';
import { examSessionChoice } from './exam-session-choice.ts';
import { chosenExamSessionQuery } from './queries.ts';

/** Gives what makes another exam session the one of this visit, and shows a page of it without what the address said before. */
export function useChooseExamSession() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async (id: string, to: typeof PATHS.home | typeof PATHS.registration): Promise<void> => {
    examSessionChoice.keep(id);
    queryClient.setQueryData(chosenExamSessionQuery.queryKey, id);
    await router.navigate({ to });
    await router.invalidate();
  };
}
