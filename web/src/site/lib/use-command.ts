import { useQueryClient } from '@tanstack/react-query';
import type { CommandAnswer } from '../../lib/api-types.ts';
import { isRegistered, meQuery, registrationQuery, subjectsQuery, timelineQuery } from './queries.ts';
import { useExamSessionId } from './use-exam-session.ts';
import { useIntent } from '../../lib/use-intent.ts';

type RegistrationAnswer = Pick<CommandAnswer, 'code' | 'registration'>;

/**
 * Sends one command to the registration; its answer is shown at once.
 * @param onDone called with the answer also when what sent it is no longer on the page
 */
export function useCommand<Input, Answer extends RegistrationAnswer>(
  send: (input: Input, key: string, examSession: string) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
) {
  const queryClient = useQueryClient();
  const examSession = useExamSessionId();
  return useIntent((input: Input, key) => send(input, key, examSession), {
    // An answer already under way is older than this command's and must not replace it.
    onMutate: () => queryClient.cancelQueries({ queryKey: registrationQuery(examSession).queryKey }),
    onSuccess: async (answer) => {
      await queryClient.cancelQueries({ queryKey: registrationQuery(examSession).queryKey });
      queryClient.setQueryData(registrationQuery(examSession).queryKey, answer.registration);
      const me = queryClient.getQueryData(meQuery.queryKey) ?? null;
      if (isRegistered(me, examSession) !== (answer.registration !== null)) {
        void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      }
      onDone?.(answer);
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
