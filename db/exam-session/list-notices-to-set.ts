import { and, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import { inScope } from '../in-scope.ts';
import { keyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { notices } from '../schema/index.ts';
import type { Notice } from './change-notice.ts';

/** Notices are shown, are to be shown, or have been. */
export const NOTICE_STATES = ['published', 'scheduled', 'ended'] as const;

/** What the list is sorted by: when a notice was added, from when it is shown, or whom it is for. */
export const NOTICE_SORTS = ['id', 'publishedAt', 'scope'] as const;
export type NoticeSort = (typeof NOTICE_SORTS)[number];

export interface NoticeFilter {
  scope: Scope;
  /** Unset: in any state. */
  state?: (typeof NOTICE_STATES)[number] | undefined;
  /** The beginning of the codes that they are for; `*` for those that are for everybody; unset: any. */
  place?: string | undefined;
  now: Instant;
  sort: NoticeSort;
  descending: boolean;
  after?: readonly [string, string] | undefined;
  limit: number;
}

/** Lists the notices of a scope and those inside it. */
export async function listNoticesToSet(db: Reader, filter: NoticeFilter): Promise<Notice[]> {
  const { id, scope } = notices;
  const { orderBy, beyond } = keyset(
    { by: notices[filter.sort], tie: id, descending: filter.descending },
    filter.after,
  );
  return db
    .select()
    .from(notices)
    .where(
      and(
        inScope(scope, filter.scope),
        filter.place === undefined ? undefined : sql`starts_with(${scope}, ${filter.place})`,
        isIn(filter.state, filter.now),
        beyond,
      ),
    )
    .orderBy(...orderBy)
    .limit(filter.limit);
}

/** Finds the values of a row by which the list goes on after it. */
export function noticeCursor(sort: NoticeSort, { id, publishedAt, scope }: Notice): [string, string] {
  return [{ id: String(id), publishedAt: isoInstant(publishedAt), scope }[sort], String(id)];
}

/** Tells in which state a notice is. */
export function noticeState(
  { publishedAt, shownUntil }: Pick<Notice, 'publishedAt' | 'shownUntil'>,
  now: Instant,
): (typeof NOTICE_STATES)[number] {
  if (shownUntil !== null && shownUntil <= now) return 'ended';
  return publishedAt > now ? 'scheduled' : 'published';
}

/** Says the same in SQL. */
function isIn(state: NoticeFilter['state'], now: Instant): SQL | undefined {
  const { publishedAt, shownUntil } = notices;
  if (state === 'scheduled') return gt(publishedAt, now);
  if (state === 'ended') return lte(shownUntil, now);
  if (state === undefined) return undefined;
  return and(lte(publishedAt, now), or(isNull(shownUntil), gt(shownUntil, now)));
}
