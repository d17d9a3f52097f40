import type { Figures } from '../../db/dashboard/read-figures.ts';
import {
  amountsBySpan,
  exceptionsOf,
  type Span,
  spansUpTo,
  stepsOf,
} from '../../domain/dashboard/figures.ts';
import type { Named } from '../../domain/exam-session/campus.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Subject } from '../../domain/subjects.ts';
import { HOUR_MS, type Instant, isoInstant } from '../../domain/time.ts';
import { bilingual, namedView } from '../http/views.ts';
import type { Dashboard } from './schemas.ts';

/** What a dashboard shows: an exam session in a scope. */
export interface Shown extends Figures {
  examSessionId: string;
  scope: Scope;
  /** The place that the scope is; null for all. */
  place: Named | null;
  catalogue: Subject[];
}

/** Shows figures by the hour or by the day. */
export function dashboardView(shown: Shown, by: Span, now: Instant): Dashboard {
  const { examSessionId, scope, place, catalogue, sums, byHour, places, seats } = shown;
  const firstHour = Math.min(...[byHour.registered, byHour.payments].flatMap(([first]) => first?.hour ?? []));
  const spans = spansUpTo(now, by, Number.isFinite(firstHour) ? firstHour * HOUR_MS : undefined);
  const offered = new Set(seats.map(({ subject }) => subject));
  const waitingAt = (code?: string) =>
    seats.reduce((sum, one) => sum + (code === undefined || one.place === code ? one.waiting : 0), 0);
  return {
    examSession: examSessionId,
    scope,
    name: place && bilingual(place),
    by,
    steps: stepsOf(sums),
    registrations: registrationsBySpan(byHour.registered, by, spans),
    payments: paymentsBySpan(byHour, by, spans),
    places: places.map((one) => ({
      ...namedView(one),
      steps: one.sums && stepsOf(one.sums),
      reviewsWaiting: one.sums && (one.sums.get('reviewsPending') ?? 0),
      waiting: waitingAt(one.code),
    })),
    subjects: catalogue.filter(({ code }) => offered.has(code)).map(namedView),
    seats,
    reviewsWaiting: sums.get('reviewsPending') ?? 0,
    waiting: waitingAt(),
    exceptions: exceptionsOf(sums),
  };
}

function registrationsBySpan(counted: Figures['byHour']['registered'], by: Span, spans: Instant[]) {
  const counts = amountsBySpan(counted, by);
  const [first = 0] = spans;
  let total = 0;
  for (const [from, count] of counts) if (from < first) total += count;
  return spans.map((from) => {
    const count = counts.get(from) ?? 0;
    total += count;
    return { from: isoInstant(from), count, total };
  });
}

function paymentsBySpan({ payments, paymentsFen }: Figures['byHour'], by: Span, spans: Instant[]) {
  const [counts, amounts] = [amountsBySpan(payments, by), amountsBySpan(paymentsFen, by)];
  return spans.map((from) => ({
    from: isoInstant(from),
    count: counts.get(from) ?? 0,
    amountFen: amounts.get(from) ?? 0,
  }));
}
