import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ReviewAnswer } from '../../lib/api-types.ts';
import { isPassing, retryDelayMs } from '../../lib/problem.ts';
import { eligibilityQuery, reviewQuery, subjectsQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';

const RETRIES = 4;

/** One command to the re-check; the same input keeps its idempotency key until it is accepted. */
export function useReviewCommand<Input>(send: (input: Input, key: string) => Promise<ReviewAnswer>) {
  const queryClient = useQueryClient();
  const examSession = useExamSessionId();
  const intent = useRef<{ body: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: Input) => {
      const body = JSON.stringify(input) ?? '';
      if (intent.current?.body !== body) intent.current = { body, key: crypto.randomUUID() };
      return send(input, intent.current.key);
    },
    retry: (failures, error) => isPassing(error) && failures < RETRIES,
    retryDelay: retryDelayMs,
    onSuccess: () => {
      intent.current = null;
    },
    // Whatever came of it, what is shown may have changed: the state, and with it what is open to the candidate.
    onSettled: () =>
      Promise.all(
        [reviewQuery(examSession), eligibilityQuery(examSession), subjectsQuery(examSession, 'written')].map(
          ({ queryKey }) => queryClient.invalidateQueries({ queryKey: queryKey.slice(0, 2) }),
        ),
      ),
  });
}
