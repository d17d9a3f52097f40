import { and, count, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { RollStage } from '../../domain/registration/people-filter.ts';
import type { EducationLevel } from '../../domain/roll/roll.ts';
import { schoolCodeOf, type Scope } from '../../domain/scopes.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import { keyset, rowKeyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { classInOrder, collegeInOrder, gradeInOrder } from '../roll/roll-order.ts';
import { candidates, registrations } from '../schema/index.ts';
import { isTitled } from '../titled.ts';

/** People of the rolls of an exam session, registered or not. */
export interface RollPeopleFilter {
  examSessionId: string;
  scope: Scope;
  /** A province, school or campus inside which they are. */
  inside?: string | undefined;
  college?: string | undefined;
  className?: string | undefined;
  grade?: number | undefined;
  educationLevel?: EducationLevel | undefined;
  stage?: RollStage | undefined;
}

/** What the list is sorted by, school by school: no name and no number, which are sealed. */
const ORDERS = {
  school: [candidates.schoolCode],
  class: [candidates.schoolCode, collegeInOrder, classInOrder],
  grade: [candidates.schoolCode, gradeInOrder],
} as const;

export type PeopleSort = keyof typeof ORDERS;
export const PEOPLE_SORTS = Object.keys(ORDERS) as [PeopleSort, ...PeopleSort[]];

/** Where a page of the list begins: behind this school and roll entry. */
export type PeoplePlace = readonly [schoolCode: string, id: string];

export type PersonRow = Awaited<ReturnType<typeof listPeople>>[number];

/** Lists the people of rolls, school by school, with how far each has come. */
export async function listPeople(
  db: Reader,
  {
    after,
    limit,
    sort = 'school',
    descending = false,
    ...filter
  }: RollPeopleFilter & {
    /** By school unless given. */
    sort?: PeopleSort | undefined;
    descending?: boolean | undefined;
    after?: PeoplePlace | undefined;
    limit: number;
  },
) {
  const { schoolCode, id } = candidates;
  const { orderBy, beyond } =
    sort === 'school'
      ? keyset({ by: schoolCode, tie: id, descending }, after)
      : rowKeyset({ by: ORDERS[sort], id, from: sql`${candidates}`, descending }, after?.[1]);
  return db
    .select({
      id: candidates.id,
      schoolCode: candidates.schoolCode,
      campusCode: candidates.campusCode,
      college: candidates.college,
      className: candidates.className,
      grade: candidates.grade,
      personal: candidates.personal,
      missingSince: candidates.missingSince,
      stage: registrations.stage,
    })
    .from(candidates)
    .leftJoin(registrations, eq(registrations.id, candidates.id))
    .where(and(fits(filter), beyond))
    .orderBy(...orderBy)
    .limit(limit);
}

/** Counts them, as far as `most`: those of a country are not gone through. */
export async function countPeople(db: Reader, filter: RollPeopleFilter, most: number): Promise<number> {
  const some = db
    .select({ id: candidates.id })
    .from(candidates)
    .leftJoin(registrations, eq(registrations.id, candidates.id))
    .where(fits(filter))
    .limit(most)
    .as('some');
  const [row] = await db.select({ count: count() }).from(some);
  return row?.count ?? 0;
}

const AT_STAGE: Record<RollStage, SQL | undefined> = {
  none: or(isNull(registrations.stage), eq(registrations.stage, 'none')),
  saved: eq(registrations.stage, 'saved'),
  unpaid: sql`${registrations.stage} in ('unpaid', 'partlyPaid')`,
  paid: eq(registrations.stage, 'paid'),
};

function fits(filter: RollPeopleFilter): SQL | undefined {
  const { examSessionId, scope, inside, college, className, grade, educationLevel, stage } = filter;
  return and(
    eq(candidates.examSessionId, examSessionId),
    inScope(candidates.schoolCode, scope, candidates.college),
    inside === undefined ? undefined : beginsWith(candidates.schoolCode, schoolCodeOf(inside)),
    inside === undefined || inside.length < 6 ? undefined : eq(candidates.campusCode, inside),
    college === undefined ? undefined : isTitled(candidates.college, college),
    className === undefined ? undefined : isTitled(candidates.className, className),
    grade === undefined ? undefined : eq(candidates.grade, grade),
    educationLevel === undefined ? undefined : eq(candidates.educationLevel, educationLevel),
    stage === undefined ? undefined : AT_STAGE[stage],
  );
}
