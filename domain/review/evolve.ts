import type { ReviewEvent } from './events.ts';
import type { Review } from './state.ts';

/** Computes the state after one event, its version one higher. @throws Error for a first event that is no submission */
export function evolveReview(review: Review | null, event: ReviewEvent): Review {
  const version = (review?.version ?? 0) + 1;
  if (event.type === 'submitted') {
    const { outcome, passportId, filedBy = null } = event;
    return { version, state: outcome, passportId, filedBy };
  }
  if (!review) throw new Error(`a re-check cannot begin with ${event.type}`);
  if (event.type === 'passportRebound') return { ...review, version, passportId: event.passportId };
  if (event.type === 'reset') return { ...review, version, state: 'pending' };
  return { ...review, version, state: event.type };
}
