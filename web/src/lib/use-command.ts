import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CommandAnswer } from './api-types.ts';
import { isPassing, retryDelayMs } from './problem.ts';
import { isRegistered, meQuery, registrationQuery, subjectsQuery, timelineQuery } from './queries.ts';
import { useExamSessionId } from './use-exam-session.ts';

const RETRIES = 4;

type RegistrationAnswer = Pick<CommandAnswer, 'code' | 'registration'>;

/**
 * One command to the registration. The same input keeps its idempotency key until the command is accepted, over
 * double clicks, retries and dropped connections; what comes back is shown at once.
 */
export function useCommand<Input, Answer extends RegistrationAnswer>(
  send: (input: Input, key: string, examSession: string) => Promise<Answer>,
) {
  const queryClient = useQueryClient();
  const examSession = useExamSessionId();
  const intent = useRef<{ body: string; key: string } | null>(null);

  function keyFor(input: Input): string {
    const body = JSON.stringify(input) ?? '';
    if (intent.current?.body !== body) intent.current = { body, key: crypto.randomUUID() };
    return intent.current.key;
  }

  return useMutation({
    mutationFn: (input: Input) => send(input, keyFor(input), examSession),
    retry: (failures, error) => isPassing(error) && failures < RETRIES,
    retryDelay: retryDelayMs,
    // An answer already under way is older than this command's and must not replace it.
    onMutate: () => queryClient.cancelQueries({ queryKey: registrationQuery(examSession).queryKey }),
    onSuccess: (answer) => {
      intent.current = null;
      queryClient.setQueryData(registrationQuery(examSession).queryKey, answer.registration);
      const me = queryClient.getQueryData(meQuery.queryKey) ?? null;
      if (isRegistered(me, examSession) !== (answer.registration !== null)) {
        void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      }
    },
    onSettled: () => {
      void queryClient.invalidateQueries({
        queryKey: subjectsQuery(examSession, 'written').queryKey.slice(0, 2),
      });
      void queryClient.invalidateQueries({ queryKey: timelineQuery(examSession).queryKey });
    },
    onError: () => queryClient.invalidateQueries({ queryKey: registrationQuery(examSession).queryKey }),
  });
}
