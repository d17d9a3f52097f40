import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { staffReviewSchema } from '../../../api/schemas/review.ts';
import { answer, client } from '../lib/client.ts';
import { hasCode } from '../lib/problem.ts';

export type StaffReview = z.infer<typeof staffReviewSchema>;
export type ReviewState = StaffReview['state'];

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

export const staffReviewsQuery = (state: ReviewState, campus: string) =>
  infiniteQueryOptions({
    queryKey: ['staffReviews', state, campus],
    queryFn: ({ pageParam }) =>
      answer(
        client.api.staff.reviews.$get({
          query: { state, ...(campus && { campus }), ...(pageParam && { after: pageParam }) },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: REFRESH_MS,
  });

/** Each look is kept in the audit log, so it is not repeated by itself. */
export const staffReviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['staffReview', id],
    queryFn: () => answer(client.api.staff.reviews[':id'].$get({ param: { id } })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
