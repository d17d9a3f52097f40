import type { BulkFilter } from '../batches/bulk.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { REVIEW_KINDS, type ReviewKind } from './kind.ts';

/** Which of the re-checks of a scope, by what reviewers filter by. */
export interface ReviewsAsked {
  /** A school or campus inside the scope. */
  inside?: string | undefined;
  kind?: ReviewKind | undefined;
  /** Only those submitted at least so many days ago. */
  waitingDays?: number | undefined;
}

/** Computes up to when those were submitted that are asked for; undefined: whenever. */
export function submittedBefore({ waitingDays }: ReviewsAsked, now: Instant): Instant | undefined {
  return waitingDays === undefined ? undefined : now - waitingDays * DAY_MS;
}

/** Reads which ones an action on many is about. @param askedAt when it was asked for: days count from then */
export function reviewsAskedIn({ inside, kind, waitingDays }: BulkFilter, askedAt: Instant) {
  return {
    inside,
    kind: REVIEW_KINDS.find((one) => one === kind),
    submittedBefore: submittedBefore(
      { waitingDays: waitingDays === undefined ? undefined : Number(waitingDays) },
      askedAt,
    ),
  };
}
