import { and, count, desc, eq, inArray, isNotNull, isNull, lte, ne, or, type SQL } from 'drizzle-orm';
import { schoolCodeOf, type Scope } from '../../domain/scopes.ts';
import type { ReviewKind } from '../../domain/review/kind.ts';
import { type ReviewState, SHOWN_REVIEW_STATES } from '../../domain/review/state.ts';
import type { Instant } from '../../domain/time.ts';
import { candidates, reviews } from '../schema/index.ts';
import type { ReviewRecord } from './read-review.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import type { Direction } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { type SubmittedCursor, submittedOrder } from '../staff/submitted-order.ts';

export interface DeskFilter {
  /** Scope of the reviewer. */
  scope: Scope;
  examSessionId: string;
  /** A school or campus inside the scope. */
  inside?: string | undefined;
  kind?: ReviewKind | undefined;
  /** Only those submitted up to then. */
  submittedBefore?: Instant | undefined;
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

/** Finds the re-checks of people inside a scope by ID number or name, those submitted last first. */
export async function findReviewsOf(
  db: Reader,
  {
    by,
    limit,
    ...filter
  }: DeskFilter & { by: { idNumberIndex: string } | { nameIndex: string }; limit: number },
): Promise<ReviewRecord[]> {
  const person = db
    .select({ id: candidates.id })
    .from(candidates)
    .where(
      and(
        eq(candidates.examSessionId, filter.examSessionId),
        'nameIndex' in by
          ? eq(candidates.nameIndex, by.nameIndex)
          : eq(candidates.idNumberIndex, by.idNumberIndex),
        inScope(candidates.schoolCode, filter.scope),
      ),
    );
  return db
    .select()
    .from(reviews)
    .where(
      and(
        ...onDesk(filter),
        inArray(reviews.candidateId, person),
        inArray(reviews.state, [...SHOWN_REVIEW_STATES]),
      ),
    )
    .orderBy(desc(reviews.submittedAt), desc(reviews.id))
    .limit(limit);
}

/** Builds what a filter of the desk says of the rows. */
export function onDesk({
  scope,
  examSessionId,
  inside,
  kind,
  submittedBefore,
}: DeskFilter): (SQL | undefined)[] {
  return [
    eq(reviews.examSessionId, examSessionId),
    inScope(reviews.schoolCode, scope),
    // The school is implied: the index of the desk goes by it.
    inside === undefined
      ? undefined
      : and(eq(reviews.schoolCode, schoolCodeOf(inside)), beginsWith(reviews.campusCode, inside)),
    kind && isOfKind(kind),
    submittedBefore === undefined ? undefined : lte(reviews.submittedAt, submittedBefore),
  ];
}

/** What `kindOf` says, in SQL. */
function isOfKind(kind: ReviewKind): SQL | undefined {
  if (kind === 'online') return isNull(reviews.filedBy);
  if (kind === 'forgotten') return eq(reviews.filedAs, kind);
  return and(isNotNull(reviews.filedBy), or(isNull(reviews.filedAs), ne(reviews.filedAs, 'forgotten')));
}
