import { and, asc, count, desc, eq, gt, gte, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { schoolCodeOf, type Scope } from '../../domain/scopes.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import type { Direction } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { candidates } from '../schema/index.ts';
import { isTitled } from '../titled.ts';

/** People of a roll, by place, college and class. */
export interface PeopleFilter {
  examSessionId: string;
  scope: Scope;
  /** A school or campus inside which they are. */
  inside?: string | undefined;
  college?: string | undefined;
  className?: string | undefined;
}

/** A class of a college, and how many are in it. */
export interface RollClass {
  schoolCode: string;
  college: string | null;
  className: string | null;
  count: number;
}

/** Where a class stands in the order of proof lists. */
export type ClassPlace = Omit<RollClass, 'count'>;

/** Lists the classes of a filter, in the order of proof lists, or from its end: at most `limit` of those behind `after`. */
export async function listRollClasses(
  db: Reader,
  filter: PeopleFilter,
  {
    order = 'asc',
    after,
    limit,
  }: { order?: Direction | undefined; after?: ClassPlace | undefined; limit: number },
): Promise<RollClass[]> {
  const { schoolCode, college, className } = candidates;
  const inOrder = order === 'asc' ? asc : desc;
  return db
    .select({ schoolCode, college, className, count: count() })
    .from(candidates)
    .where(and(fits(filter), after && (order === 'asc' ? behind(after) : before(after))))
    .groupBy(schoolCode, college, className)
    .orderBy(inOrder(schoolCode), inOrder(college), inOrder(className))
    .limit(limit);
}

/** Counts the people of a filter, as far as `most`: those of a country are not gone through. */
export async function countRollPeople(db: Reader, filter: PeopleFilter, most: number): Promise<number> {
  const some = db.select({ id: candidates.id }).from(candidates).where(fits(filter)).limit(most).as('some');
  const [row] = await db.select({ count: count() }).from(some);
  return row?.count ?? 0;
}

/** Reads everybody of one class. */
export async function readRollClass(
  db: Reader,
  filter: PeopleFilter,
  { schoolCode, college, className }: ClassPlace,
) {
  return db
    .select({
      id: candidates.id,
      personal: candidates.personal,
      photoId: candidates.photoId,
      photoState: candidates.photoState,
    })
    .from(candidates)
    .where(
      and(
        fits(filter),
        eq(candidates.schoolCode, schoolCode),
        college === null ? isNull(candidates.college) : eq(candidates.college, college),
        className === null ? isNull(candidates.className) : eq(candidates.className, className),
      ),
    );
}

function fits({ examSessionId, scope, inside, college, className }: PeopleFilter) {
  return and(
    eq(candidates.examSessionId, examSessionId),
    inScope(candidates.schoolCode, scope, candidates.college),
    inside === undefined ? undefined : eq(candidates.schoolCode, schoolCodeOf(inside)),
    inside === undefined ? undefined : beginsWith(candidates.campusCode, inside),
    college === undefined ? undefined : isTitled(candidates.college, college),
    className === undefined ? undefined : isTitled(candidates.className, className),
  );
}

/** Builds the condition for classes behind this one. Who has no class stands behind the classes of a college, and so do colleges. */
function behind({ schoolCode, college, className }: ClassPlace) {
  const further = (column: PgColumn, value: string | null) =>
    value === null ? sql`false` : or(gt(column, value), isNull(column));
  return and(
    gte(candidates.schoolCode, schoolCode),
    or(
      gt(candidates.schoolCode, schoolCode),
      further(candidates.college, college),
      and(same(candidates.college, college), further(candidates.className, className)),
    ),
  );
}

/** Builds the condition for classes before this one. */
function before({ schoolCode, college, className }: ClassPlace) {
  const nearer = (column: PgColumn, value: string | null) =>
    value === null ? isNotNull(column) : lt(column, value);
  return and(
    lte(candidates.schoolCode, schoolCode),
    or(
      lt(candidates.schoolCode, schoolCode),
      nearer(candidates.college, college),
      and(same(candidates.college, college), nearer(candidates.className, className)),
    ),
  );
}

function same(column: PgColumn, value: string | null) {
  return value === null ? isNull(column) : eq(column, value);
}
