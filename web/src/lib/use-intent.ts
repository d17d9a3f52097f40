import type { UseMutationOptions } from '@tanstack/react-query';
import { useRef } from 'react';
import { isPassing, retryDelayMs } from './problem.ts';
import { useOnce } from './use-once.ts';

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

  function keyFor(input: Input): string {
    const body = JSON.stringify(input) ?? '';
    if (intent.current?.body !== body) intent.current = { body, key: crypto.randomUUID() };
    return intent.current.key;
  }

  return useOnce<Input, Answer>({
    mutationFn: (input) => send(input, keyFor(input)),
    retry: (failures, error) => isPassing(error) && failures < RETRIES,
    retryDelay: retryDelayMs,
    ...reactions,
    onSuccess: (...given) => {
      intent.current = null;
      return reactions.onSuccess?.(...given);
    },
  });
}
