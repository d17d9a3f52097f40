import { and, eq, or, isNull, type SQL, sql } from 'drizzle-orm';
import type { OfferingLack } from '../../domain/exam-session/offering-rules.ts';
import type { Scope } from '../../domain/scopes.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import { keyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { campuses, offerings, seatPools, settingsVersions } from '../schema/index.ts';

/** The columns by which the list is sorted, and what tells rows apart that are alike in it. */
const ORDERS = {
  campus: { by: offerings.campusCode, tie: offerings.subjectCode },
  subject: { by: offerings.subjectCode, tie: offerings.campusCode },
  feeFen: { by: offerings.feeFen, tie: offerings.id },
  capacity: { by: seatPools.capacity, tie: offerings.id },
  free: { by: seatPools.free, tie: offerings.id },
  waiting: { by: seatPools.waiting, tie: offerings.id },
} as const;

export type OfferingSort = keyof typeof ORDERS;
export const OFFERING_SORTS = Object.keys(ORDERS) as [OfferingSort, ...OfferingSort[]];

const LACKING: Record<OfferingLack, SQL | undefined> = {
  fee: eq(offerings.feeFen, 0),
  examTime: or(isNull(offerings.examStartsAt), isNull(offerings.examEndsAt)),
  seats: eq(seatPools.capacity, 0),
};

export interface OfferingFilter {
  examSessionId: string;
  scope: Scope;
  /** A place inside which they are. */
  inside?: string | undefined;
  subject?: string | undefined;
  lacking?: OfferingLack | undefined;
  /** By campus unless given. */
  sort?: OfferingSort | undefined;
  descending?: boolean | undefined;
  after?: readonly [string, string] | undefined;
  limit: number;
}

export type ListedOffering = Awaited<ReturnType<typeof listOfferings>>[number];

/** Lists subjects at campuses with their seats as they are now. */
export async function listOfferings(db: Reader, filter: OfferingFilter) {
  const { campusCode, subjectCode, examSessionId } = offerings;
  const { inside, lacking, sort = 'campus', descending = false } = filter;
  const { orderBy, beyond } = keyset({ ...ORDERS[sort], descending }, filter.after);
  return db
    .select({
      offering: offerings,
      pool: seatPools,
      campusSettings: campuses.settings,
      version: sql<number>`coalesce(${settingsVersions.version}, 0)`.mapWith(Number),
    })
    .from(offerings)
    .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
    .innerJoin(campuses, eq(campuses.code, campusCode))
    .leftJoin(
      settingsVersions,
      and(eq(settingsVersions.examSessionId, filter.examSessionId), eq(settingsVersions.scope, campusCode)),
    )
    .where(
      and(
        eq(examSessionId, filter.examSessionId),
        inScope(campusCode, filter.scope),
        inside === undefined ? undefined : beginsWith(campusCode, inside),
        filter.subject === undefined ? undefined : eq(subjectCode, filter.subject),
        lacking && LACKING[lacking],
        beyond,
      ),
    )
    .orderBy(...orderBy)
    .limit(filter.limit);
}

/** Finds the values of a row by which the list goes on after it. */
export function offeringCursor(sort: OfferingSort, { offering, pool }: ListedOffering): [string, string] {
  const { id, campusCode: campus, subjectCode: subject, feeFen } = offering;
  if (sort === 'campus') return [campus, subject];
  if (sort === 'subject') return [subject, campus];
  return [String(sort === 'feeFen' ? feeFen : pool[sort]), String(id)];
}
