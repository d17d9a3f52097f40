import { and, count, desc, eq, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import { type ReviewState, SHOWN_REVIEW_STATES } from '../../domain/review/state.ts';
import { reviews } from '../schema/index.ts';
import type { ReviewRecord } from './read-review.ts';
import { inScope } from '../in-scope.ts';
import type { Direction } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { type SubmittedCursor, submittedOrder } from '../staff/submitted-order.ts';

interface DeskFilter {
  /** Scope of the reviewer. */
  scope: Scope;
  examSessionId: string;
  campusCode?: string | undefined;
  askedBy?: 'candidate' | 'school' | undefined;
}

/** Lists re-checks of a scope in a state. */
export async function listReviews(
  db: Reader,
  filter: DeskFilter & {
    state: ReviewState;
    /** Unset: those waiting longest first, decided ones newest first. */
    order?: Direction | undefined;
    after?: SubmittedCursor | undefined;
    limit: number;
  },
): Promise<ReviewRecord[]> {
  const { state, order = state === 'pending' ? 'asc' : 'desc', after, limit } = filter;
  const { orderBy, beyond } = submittedOrder(reviews, order === 'asc');
  return db
    .select()
    .from(reviews)
    .where(and(...onDesk(filter), eq(reviews.state, state), beyond(after)))
    .orderBy(...orderBy)
    .limit(limit);
}

/** Counts the re-checks of a scope in each state. */
export async function countReviews(
  db: Reader,
  filter: DeskFilter,
): Promise<Record<(typeof SHOWN_REVIEW_STATES)[number], number>> {
  const rows = await db
    .select({ state: reviews.state, count: count() })
    .from(reviews)
    .where(and(...onDesk(filter), inArray(reviews.state, [...SHOWN_REVIEW_STATES])))
    .groupBy(reviews.state);
  const of = (state: ReviewState) => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    pending: of('pending'),
    approved: of('approved'),
    rejected: of('rejected'),
    expired: of('expired'),
  };
}

/** Finds the newest re-check of an ID number inside a scope, or null. */
export async function findReviewOf(
  db: Reader,
  filter: DeskFilter & { idNumberIndex: string },
): Promise<string | null> {
  const [found] = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(
      and(
        ...onDesk(filter),
        eq(reviews.idNumberIndex, filter.idNumberIndex),
        inArray(reviews.state, [...SHOWN_REVIEW_STATES]),
      ),
    )
    .orderBy(desc(reviews.submittedAt))
    .limit(1);
  return found?.id ?? null;
}

function onDesk({ scope, examSessionId, campusCode, askedBy }: DeskFilter): (SQL | undefined)[] {
  return [
    eq(reviews.examSessionId, examSessionId),
    inScope(reviews.schoolCode, scope),
    campusCode === undefined ? undefined : eq(reviews.campusCode, campusCode),
    askedBy && (askedBy === 'school' ? isNotNull(reviews.filedBy) : isNull(reviews.filedBy)),
  ];
}
