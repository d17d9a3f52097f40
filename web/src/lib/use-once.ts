import { type MutateOptions, useMutation, type UseMutationOptions } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

/** A mutation of which presses while it is under way are one: the second of two quick ones comes before React has rendered the first. */
export function useOnce<Input = void, Answer = unknown>(options: UseMutationOptions<Answer, Error, Input>) {
  const underWay = useRef(false);
  const mutation = useMutation<Answer, Error, Input>({
    ...options,
    onSettled: (...given) => {
      underWay.current = false;
      return options.onSettled?.(...given);
    },
  });
  const { mutate: begin } = mutation;
  const mutate = useCallback(
    (input: Input, reactions?: MutateOptions<Answer, Error, Input>) => {
      if (underWay.current) return;
      underWay.current = true;
      begin(input, reactions);
    },
    [begin],
  );
  return { ...mutation, mutate };
}
