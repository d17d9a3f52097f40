import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { solveCaptcha } from './captcha.ts';

export interface Captcha {
  state: 'solving' | 'solved' | 'failed';
  /** Gives the solution, for one use; waits while it is being worked out. */
  take: () => Promise<string>;
  /** Works on a new one, after a refusal or a failed attempt. */
  renew: () => void;
}

/** The time a solution is kept before a fresh one is worked out; the server accepts it somewhat longer. */
const FRESH_MS = 4 * 60_000;

/** A captcha that solves itself while the form is being filled in. */
export function useCaptcha(): Captcha {
  const captcha = useQuery({
    queryKey: ['captcha', useId()],
    queryFn: ({ signal }) => solveCaptcha(signal),
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
    gcTime: 0,
  });
  return {
    state: captcha.isFetching ? 'solving' : captcha.isError ? 'failed' : 'solved',
    take: async () => {
      if (captcha.data && !captcha.isFetching) return captcha.data;
      const { data, error } = await captcha.refetch({ cancelRefetch: false });
      if (data === undefined || error) throw error ?? new Error('no captcha');
      return data;
    },
    renew: () => void captcha.refetch(),
  };
}
