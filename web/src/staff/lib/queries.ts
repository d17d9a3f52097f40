import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { staffReviewRowSchema, staffReviewSchema } from '../../../../api/review/schemas.ts';
import { answer, client } from '../../lib/client.ts';
import { hasCode } from '../../lib/problem.ts';

export type StaffReview = z.infer<typeof staffReviewSchema>;
export type StaffReviewRow = z.infer<typeof staffReviewRowSchema>;
export type ReviewState = StaffReview['state'];
/** The side that asked for a re-check; empty for either. */
export type AskedBy = '' | 'candidate' | 'school';

/** The filter of the desk's list, as it is typed: a campus counts once its code is complete. */
export interface DeskFilter {
  state: ReviewState;
  campus: string;
  askedBy: AskedBy;
}

const REFRESH_MS = 15_000;

/** The signed-in member of staff, or null. */
export const staffMeQuery = queryOptions({
  queryKey: ['staffMe'],
  queryFn: async () => {
    try {
      return await answer(client.api.staff.me.$get());
    } catch (error) {
      if (hasCode(error, 'SIGN_IN_REQUIRED')) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const staffReviewsQuery = ({ state, campus, askedBy }: DeskFilter) => {
  const query = {
    state,
    ...(/^\d{6}$/.test(campus) && { campus }),
    ...(askedBy && { askedBy }),
  };
  return infiniteQueryOptions({
    queryKey: ['staffReviews', query],
    queryFn: ({ pageParam }) =>
      answer(client.api.staff.reviews.$get({ query: { ...query, ...(pageParam && { after: pageParam }) } })),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: REFRESH_MS,
  });
};

/** Reads one re-check. Each look is kept in the audit log, so it is not repeated automatically. */
export const staffReviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['staffReview', id],
    queryFn: () => answer(client.api.staff.reviews[':id'].$get({ param: { id } })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
