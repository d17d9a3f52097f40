import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { staffMeSchema } from '../../../../api/staff/schemas.ts';
import type { staffReviewRowSchema, staffReviewSchema } from '../../../../api/review/schemas.ts';
import { staffActor } from '../../../../domain/actor.ts';
import { answer, client } from '../../lib/client.ts';
import { ownPage, pageOwner } from '../../lib/page-owner.ts';
import { hasCode } from '../../lib/problem.ts';
import { staffSignIn } from './staff-sign-in.ts';

export type StaffMe = z.infer<typeof staffMeSchema>;
export type StaffReview = z.infer<typeof staffReviewSchema>;
export type StaffReviewRow = z.infer<typeof staffReviewRowSchema>;
export type ReviewState = StaffReview['state'];

/** What the address bar says of the desk's list. */
export const DESK_KEYS = ['examSession', 'state', 'inside', 'kind', 'waitingDays', 'order', 'after'] as const;
export type DeskSearch = Partial<Record<(typeof DESK_KEYS)[number], string>>;

const REFRESH_MS = 15_000;

/** The signed-in member of staff, or null. The first answer settles whom this page shows. */
export const staffMeQuery = queryOptions({
  queryKey: ['staffMe'],
  queryFn: async () => {
    const me = await readMe();
    const actor = me && staffActor(me.account);
    ownPage(actor);
    if (actor) staffSignIn.set(actor);
    return me;
  },
  staleTime: 60_000,
  refetchOnWindowFocus: 'always',
});

async function readMe(): Promise<StaffMe | null> {
  const remembered = staffSignIn.read();
  try {
    // Who is remembered by nobody here is asked for in a way that is no refusal.
    if (remembered === null && !pageOwner()) {
      const { signedIn } = await answer(client.api.staff.sessions.$get());
      if (!signedIn) return null;
    }
    const me = await answer(client.api.staff.me.$get());
    // Somebody may have signed in or out while this was being answered.
    return staffSignIn.read() === remembered ? me : await readMe();
  } catch (error) {
    if (!hasCode(error, 'SIGN_IN_REQUIRED') || pageOwner()) throw error;
    if (staffSignIn.read() !== remembered) return readMe();
    staffSignIn.clear();
    return null;
  }
}

/** Makes what the server is asked of what the address bar says; the server says what is wrong with it. */
export function deskQuery({ examSession, state, inside, kind, waitingDays, order }: DeskSearch) {
  return {
    state: (state ?? 'pending') as ReviewState,
    ...(examSession && { examSession }),
    ...(inside && { inside }),
    ...(kind && { kind: kind as StaffReview['kind'] }),
    ...(waitingDays && { waitingDays }),
    ...(order && { order: order as 'asc' | 'desc' }),
  };
}

export const staffReviewsQuery = (filter: ReturnType<typeof deskQuery>, after: string | undefined) =>
  queryOptions({
    queryKey: ['staffReviews', filter, after],
    queryFn: () => answer(client.api.staff.reviews.$get({ query: { ...filter, ...(after && { after }) } })),
    refetchInterval: REFRESH_MS,
  });

/** The exam sessions that candidates see, newest first. */
export const shownSessionsQuery = queryOptions({
  queryKey: ['shownSessions'],
  queryFn: () => answer(client.api['exam-sessions'].$get({})),
  staleTime: 60_000,
});

/** The id of the exam session that everything is about where nobody names one. */
export const currentSessionQuery = queryOptions({
  queryKey: ['currentSession'],
  queryFn: async () => (await answer(client.api['exam-sessions'].current.$get({ query: {} }))).id,
  staleTime: 60_000,
});

/** Reads one re-check. Each look is kept in the audit log, so it is not repeated automatically. */
export const staffReviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['staffReview', id],
    queryFn: () => answer(client.api.staff.reviews[':id'].$get({ param: { id } })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
