import { useQueryClient } from '@tanstack/react-query';
import type { ReviewAnswer } from '../../../lib/api-types.ts';
import { eligibilityQuery, reviewQuery, subjectsQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { useIntent } from '../../../lib/use-intent.ts';

/** Sends one command to the re-check. */
export function useReviewCommand<Input>(send: (input: Input, key: string) => Promise<ReviewAnswer>) {
  const queryClient = useQueryClient();
  const examSession = useExamSessionId();
  return useIntent(send, {
    // The command may have changed what is shown even if it failed: the state, and with it what is open to the
    // candidate.
    onSettled: () =>
      Promise.all(
        [reviewQuery(examSession), eligibilityQuery(examSession), subjectsQuery(examSession, 'written')].map(
          ({ queryKey }) => queryClient.invalidateQueries({ queryKey: queryKey.slice(0, 2) }),
        ),
      ),
  });
}
