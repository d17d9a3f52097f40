import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ExamSession, Me, Mode, Order, Registration, Seats } from '../../lib/api-types.ts';
import { answer, client } from '../../lib/client.ts';
import { chooseFor, isOver } from '../../../../domain/exam-session/current-exam-session.ts';
import { datedExamSession, examSessionChoice } from './exam-session-choice.ts';
import { hasCode } from '../../lib/problem.ts';
import { isOutdated, type ReadTable, withSeats } from './renewed-table.ts';
import { revalidated } from '../../lib/revalidated.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { noteRegistered } from './registered-here.ts';
import { pageMarks } from '../../lib/page-marks.ts';
import { ownPage, pageOwner } from '../../lib/page-owner.ts';
import { candidateActor } from '../../../../domain/actor.ts';
import { rollFound } from './roll-found.ts';
import { siteSignIn } from './site-sign-in.ts';

const MINUTE_MS = 60_000;
/** What staff have set is asked for with the next look; looks that follow each other at once share an answer. */
const SET_BY_STAFF_MS = 5_000;
/** The greatest age of the seats shown. */
const SEATS_MS = 10_000;
/** The delay until a school's decision shows by itself. */
const REVIEW_MS = 15_000;
/** The delay until it shows by itself that money goes back, or has gone. */
const ORDERS_MS = 10_000;

export const examSessionsQuery = queryOptions({
  queryKey: ['examSessions'],
  queryFn: ({ client: queryClient, queryKey }) =>
    revalidated('examSessions', queryClient.getQueryData<ExamSession[]>(queryKey), (headers) =>
      client.api['exam-sessions'].$get({}, { headers }),
    ),
  staleTime: SET_BY_STAFF_MS,
});

/**
 * Reads the notices of a scope and those of the scopes around it.
 * @param scope `*`, or the code of a province or school
 */
export const noticesQuery = (scope: string) =>
  queryOptions({
    queryKey: ['notices', scope],
    queryFn: () => answer(client.api.notices.$get({ query: { scope } })),
    staleTime: SET_BY_STAFF_MS,
  });

/** The shortest time after which looking at the page again asks who is signed in. */
const LOOKED_AGAIN_MS = 15_000;

/** The signed-in passport, or null. The first answer settles whom this page shows. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    const me = await readMe();
    const actor = me && candidateActor(me.passportId);
    ownPage(actor);
    if (actor) siteSignIn.set(actor);
    return me;
  },
  staleTime: 5 * MINUTE_MS,
  refetchOnWindowFocus: ({ state }) => Date.now() - state.dataUpdatedAt > LOOKED_AGAIN_MS && 'always',
});

async function readMe(): Promise<Me | null> {
  const remembered = siteSignIn.read();
  // A browser that keeps nothing remembers nobody.
  if (remembered === null && !pageOwner() && !pageMarks.mayBeSignedIn()) return null;
  try {
    const me = await answer(client.api.me.$get());
    // Somebody may have signed in or out while this was being answered.
    return siteSignIn.read() === remembered ? me : await readMe();
  } catch (error) {
    if (!hasCode(error, 'SIGN_IN_REQUIRED') || pageOwner()) throw error;
    if (siteSignIn.read() !== remembered) return readMe();
    siteSignIn.clear();
    return null;
  }
}

export function isRegistered(me: Me | null, examSession: string): boolean {
  return me?.registrations.some(({ examSessionId }) => examSessionId === examSession) ?? false;
}

export const agreementsQuery = (examSession: string | null) =>
  queryOptions({
    queryKey: ['agreements', examSession],
    queryFn: () => answer(client.api.agreements.$get({ query: examSession ? { examSession } : {} })),
    staleTime: SET_BY_STAFF_MS,
  });

export const eligibilityQuery = (examSession: string) =>
  queryOptions({
    queryKey: ['eligibility', examSession],
    queryFn: async ({ client: queryClient }) => {
      const found = await answer(client.api.eligibility.$get({ query: { examSession } }));
      const me = queryClient.getQueryData(meQuery.queryKey);
      if (me && found.matches.length > 0) rollFound.keep(me.passportId, examSession);
      return found;
    },
    staleTime: 30_000,
  });

/** The greatest age of what `me` says, when it says that there is no registration. */
const UNREGISTERED_MS = 5000;

/** Reads the registration; null without asking the API if there is none. */
export const registrationQuery = (examSession: string) =>
  queryOptions({
    queryKey: ['registration', examSession],
    queryFn: async ({ client: queryClient, queryKey }): Promise<Registration | null> => {
      const known = queryClient.getQueryData(meQuery.queryKey) ?? null;
      const me = isRegistered(known, examSession)
        ? known
        : await queryClient.fetchQuery({ ...meQuery, staleTime: UNREGISTERED_MS });
      noteRegistered(isRegistered(me, examSession) ? examSession : null);
      if (!isRegistered(me, examSession)) return null;
      try {
        return await revalidated(
          `registration/${examSession}`,
          queryClient.getQueryData<Registration | null>(queryKey),
          (headers) => client.api.registration.$get({ query: { examSession } }, { headers }),
        );
      } catch (error) {
        if (hasCode(error, 'REGISTRATION_NOT_FOUND')) return null;
        throw error;
      }
    },
    staleTime: 5000,
  });

/** The CET-6 re-check; `candidate` names the roll entry where there are several. */
export const reviewQuery = (examSession: string, candidate?: string) =>
  queryOptions({
    queryKey: ['review', examSession, candidate ?? ''],
    queryFn: () =>
      answer(client.api.review.$get({ query: { examSession, ...(candidate && { candidate }) } })),
    staleTime: REVIEW_MS,
    refetchInterval: ({ state }) => (state.data?.review?.state === 'pending' ? REVIEW_MS : false),
  });

/**
 * The subjects that can be chosen. Every ten seconds one small question renews the numbers of seats left; the whole
 * table is read anew when more than that has changed.
 * @param campus a campus other than the candidate's own, for an oral
 */
export const subjectsQuery = (examSession: string, mode: Mode, campus?: string) =>
  queryOptions({
    queryKey: ['subjects', examSession, mode, campus],
    queryFn: async ({ client: queryClient, queryKey }): Promise<ReadTable> => {
      const known = queryClient.getQueryState<ReadTable>(queryKey);
      const now = Date.now();
      if (known?.data && !known.isInvalidated && !isOutdated(known.data, now, serverNow() - now)) {
        const renewed = withSeats(known.data, await readSeats(examSession, known.data));
        if (renewed) return renewed;
      }
      const query = { examSession, mode, campus };
      return { ...(await answer(client.api.registration.subjects.$get({ query }))), readAt: now };
    },
    staleTime: SEATS_MS,
    refetchInterval: SEATS_MS,
  });

async function readSeats(examSession: string, { rows }: ReadTable): Promise<Seats> {
  const campuses = [...new Set(rows.map(({ campus }) => campus.code))].toSorted().join(',');
  return campuses === ''
    ? { seats: [] }
    : answer(client.api.seats.$get({ query: { examSession, campuses } }));
}

/** The other campuses where an oral can be taken. */
export const oralCampusesQuery = (examSession: string, search: string) =>
  queryOptions({
    queryKey: ['oralCampuses', examSession, search],
    queryFn: () =>
      answer(client.api.registration.campuses.$get({ query: { examSession, mode: 'oral', search } })),
    staleTime: MINUTE_MS,
    placeholderData: keepPreviousData,
  });

/** Every order in the exam session, also of a deleted registration: its money may still come, and go back. */
export const ordersQuery = (examSession: string) =>
  queryOptions({
    queryKey: ['orders', examSession],
    queryFn: () => answer(client.api.registration.orders.$get({ query: { examSession } })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.orders.some(isMoving) ? ORDERS_MS : false),
  });

/** Tells whether an order may still change. A closed one may: it can be paid too late. */
function isMoving({ state }: Order): boolean {
  return state !== 'paid' && state !== 'refunded';
}

export const timelineQuery = (examSession: string) =>
  queryOptions({
    queryKey: ['timeline', examSession],
    queryFn: () => answer(client.api.registration.timeline.$get({ query: { examSession } })),
    staleTime: 0,
  });

/**
 * The id of this visit's exam session: the one chosen or named by the address, else of several the one in which the candidate is
 * registered, else the current one; null until the first one opens.
 */
export const chosenExamSessionQuery = queryOptions({
  queryKey: ['chosenExamSession'],
  queryFn: async ({ client: queryClient }): Promise<string | null> => {
    const known = await queryClient.fetchQuery(examSessionsQuery);
    if (known.length === 0) return null;
    const isListed = (id: string | null | undefined) => known.some((one) => one.id === id);
    const named = examSessionChoice.fromAddress();
    if (named && isListed(named)) examSessionChoice.keep(named);
    const chosen = examSessionChoice.read();
    if (chosen && isListed(chosen)) return chosen;
    const dated = known.map(datedExamSession);
    if (dated.filter((one) => !isOver(one, serverNow())).length > 1) {
      const me = await queryClient.ensureQueryData(meQuery);
      const registeredIn = me?.registrations.map(({ examSessionId }) => examSessionId) ?? [];
      const own = chooseFor(dated, registeredIn, serverNow());
      if (own && registeredIn.includes(own.id)) return own.id;
    }
    const marked = pageMarks.examSession();
    if (marked && isListed(marked)) return marked;
    return (await answer(client.api['exam-sessions'].current.$get({ query: {} }))).id;
  },
  staleTime: ({ state }) => (state.data ? Number.POSITIVE_INFINITY : SET_BY_STAFF_MS),
});

/** The extra window in which the candidate registers late; null without one. */
export const lateWindowQuery = (examSession: string) =>
  queryOptions({
    queryKey: ['lateWindow', examSession],
    queryFn: async () =>
      (await answer(client.api['late-registration'].$get({ query: { examSession } }))).window,
    staleTime: MINUTE_MS,
  });
