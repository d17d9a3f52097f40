import { type MutateOptions, useMutation, type UseMutationOptions } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { isPassing, retryDelayMs } from './problem.ts';

const RETRIES = 4;

type Reactions<Input, Answer> = Pick<
  UseMutationOptions<Answer, Error, Input>,
  'onMutate' | 'onSuccess' | 'onSettled' | 'onError'
>;

/**
 * Sends what somebody wants done, once: presses while it is under way belong to the same intent, and the same input
 * keeps its idempotency key until it is accepted, over retries and dropped connections.
 */
export function useIntent<Input, Answer>(
  send: (input: Input, key: string) => Promise<Answer>,
  reactions: Reactions<Input, Answer>,
) {
  const intent = useRef<{ body: string; key: string } | null>(null);
  // The second press of a double click comes before React has rendered that the first one is under way.
  const underWay = useRef(false);

  function keyFor(input: Input): string {
    const body = JSON.stringify(input) ?? '';
    if (intent.current?.body !== body) intent.current = { body, key: crypto.randomUUID() };
    return intent.current.key;
  }

  const mutation = useMutation<Answer, Error, Input>({
    mutationFn: (input) => send(input, keyFor(input)),
    retry: (failures, error) => isPassing(error) && failures < RETRIES,
    retryDelay: retryDelayMs,
    ...reactions,
    onSuccess: (...given) => {
      intent.current = null;
      return reactions.onSuccess?.(...given);
    },
    onSettled: (...given) => {
      underWay.current = false;
      return reactions.onSettled?.(...given);
    },
  });

  const { mutate: begin } = mutation;
  const mutate = useCallback(
    (input: Input, options?: MutateOptions<Answer, Error, Input>) => {
      if (underWay.current) return;
      underWay.current = true;
      begin(input, options);
    },
    [begin],
  );
  return { ...mutation, mutate };
}
