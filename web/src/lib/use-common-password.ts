import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { passwordFlaws } from '../../../domain/passport/password.ts';
import { answer, client } from './client.ts';

/**
 * Asks the server whether a password is a common one, once its field is left and it keeps all other rules. Nothing of it is kept
 * when it changes, or when the form is gone.
 * @returns `isCommon`: null while that is not known; `ask`: for when the field is left
 */
export function useCommonPassword(password: string): { isCommon: boolean | null; ask: () => void } {
  const [left, setLeft] = useState('');
  const { data } = useQuery({
    queryKey: ['commonPassword', password],
    queryFn: () => answer(client.api['password-checks'].$post({ json: { password } })),
    enabled: password === left && passwordFlaws(password).length === 0,
    gcTime: 0,
    staleTime: Infinity,
    // Without an answer the form is as good as before: the server looks again when it is sent.
    retry: false,
    throwOnError: false,
  });
  return { isCommon: data?.common ?? null, ask: () => setLeft(password) };
}
