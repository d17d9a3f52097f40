import { and, arrayContains, eq, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import { type Impact, PEOPLE_NAMED } from '../../domain/exam-session/impact.ts';
import { maskName } from '../../domain/person/names.ts';
import type { PeopleAsked, PeopleStage } from '../../domain/registration/people-filter.ts';
import { collegeOf, schoolCodeOf, type Scope } from '../../domain/scopes.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import { keyset, rowKeyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { classInOrder, collegeInOrder } from '../roll/roll-order.ts';
import { openRollRow } from '../roll/sealed-roll.ts';
import { candidates, paymentReminders, registrations } from '../schema/index.ts';
import { isTitled } from '../titled.ts';
import type { Vault } from '../vault.ts';

/** Those of an exam session who are registered, and which of them. */
export interface RegisteredFilter extends PeopleAsked {
  examSessionId: string;
  scope: Scope;
}

/** What the list is sorted by, school by school. */
const ORDERS = {
  school: [registrations.schoolCode],
  class: [registrations.schoolCode, collegeInOrder, classInOrder],
  owes: [registrations.schoolCode, registrations.unpaidFen],
} as const;

export type RegisteredSort = keyof typeof ORDERS;
export const REGISTERED_SORTS = Object.keys(ORDERS) as [RegisteredSort, ...RegisteredSort[]];

/** Where a page of the list begins: behind this school and registration. */
export type RegisteredPlace = readonly [schoolCode: string, id: string];

export type RegisteredRow = Awaited<ReturnType<typeof listRegistered>>[number];

/** Lists who is registered, school by school, with what they owe and the day on which each was last reminded. */
export async function listRegistered(
  db: Reader,
  {
    after,
    limit,
    sort = 'school',
    descending = false,
    ...filter
  }: RegisteredFilter & {
    /** By school unless given. */
    sort?: RegisteredSort | undefined;
    descending?: boolean | undefined;
    after?: RegisteredPlace | undefined;
    limit: number;
  },
) {
  const { schoolCode, id } = registrations;
  const from = sql`${registrations} inner join ${candidates} on ${eq(candidates.id, id)}`;
  const { orderBy, beyond } =
    sort === 'school'
      ? keyset({ by: schoolCode, tie: id, descending }, after)
      : rowKeyset({ by: ORDERS[sort], id, from, descending }, after?.[1]);
  const roll = ofRoll(filter) ?? (sort === 'class' ? sql`true` : undefined);
  const found = db.select({ id }).from(registrations).$dynamic();
  // Whom the page shows is found in an index alone, whatever is asked; only those are read.
  const page = (roll ? found.innerJoin(candidates, eq(candidates.id, registrations.id)) : found)
    .where(and(fits(filter), roll, beyond))
    .orderBy(...orderBy)
    .limit(limit)
    .as('page');
  const remindedOn = sql<string | null>`(
    select max(${paymentReminders.day})::text from ${paymentReminders}
    where ${paymentReminders.registrationId} = ${registrations.id})`;
  return db
    .select({
      id: registrations.id,
      schoolCode: registrations.schoolCode,
      campusCode: registrations.campusCode,
      college: candidates.college,
      className: candidates.className,
      personal: candidates.personal,
      subjects: registrations.unpaidSubjects,
      unpaidFen: registrations.unpaidFen,
      state: registrations.state,
      remindedOn,
    })
    .from(page)
    .innerJoin(registrations, eq(registrations.id, page.id))
    .innerJoin(candidates, eq(candidates.id, page.id))
    .orderBy(...orderBy);
}

/** Counts who is registered, and adds up what they owe. */
export async function countRegistered(
  db: Reader,
  filter: RegisteredFilter,
): Promise<{ count: number; unpaidFen: number }> {
  const sums = db
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      unpaidFen: sql<number>`coalesce(sum(${registrations.unpaidFen}), 0)`.mapWith(Number),
    })
    .from(registrations)
    .$dynamic();
  const roll = ofRoll(filter);
  const [row] = await (roll ? sums.innerJoin(candidates, eq(candidates.id, registrations.id)) : sums).where(
    and(fits(filter), roll),
  );
  return row ?? { count: 0, unpaidFen: 0 };
}

/** Counts those of a filter whom staff have reminded on a day. */
export async function countReminded(
  db: Reader,
  { day, ...filter }: RegisteredFilter & { day: string },
): Promise<number> {
  const found = db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(registrations)
    .innerJoin(
      paymentReminders,
      and(eq(paymentReminders.registrationId, registrations.id), eq(paymentReminders.day, day)),
    )
    .$dynamic();
  const roll = ofRoll(filter);
  const [row] = await (roll ? found.innerJoin(candidates, eq(candidates.id, registrations.id)) : found).where(
    and(fits(filter), roll),
  );
  return row?.count ?? 0;
}

/** Names those of a filter, in the order of the list. */
export async function registeredIds(
  db: Reader,
  filter: RegisteredFilter & { limit: number },
): Promise<string[]> {
  return (await listRegistered(db, filter)).map(({ id }) => id);
}

/** Says how many are registered, with the first ones by parts of their names. */
export async function registeredImpact(db: Reader, vault: Vault, filter: RegisteredFilter): Promise<Impact> {
  const [{ count }, first] = await Promise.all([
    countRegistered(db, filter),
    listRegistered(db, { ...filter, limit: PEOPLE_NAMED }),
  ]);
  return {
    count,
    first: first.map(({ id, personal, campusCode }) => ({
      name: maskName(openRollRow(vault, { id, personal }).name),
      campus: campusCode,
    })),
  };
}

function fits({ examSessionId, scope, inside, stage, subject }: RegisteredFilter): SQL | undefined {
  return and(
    eq(registrations.examSessionId, examSessionId),
    stage === undefined ? isNotNull(registrations.passportId) : AT_STAGE[stage],
    inScope(registrations.schoolCode, scope, candidates.college),
    inside === undefined ? undefined : beginsWith(registrations.schoolCode, schoolCodeOf(inside)),
    inside === undefined || inside.length < 6 ? undefined : eq(registrations.campusCode, inside),
    subject === undefined ? undefined : hasSubject(subject, stage),
  );
}

const AT_STAGE: Record<PeopleStage, SQL> = {
  saved: sql`${registrations.stage} = 'saved'`,
  // As the index says it, which holds nobody else.
  unpaid: sql`${registrations.stage} in ('unpaid', 'partlyPaid')`,
  paid: sql`${registrations.stage} = 'paid'`,
};

/** Builds the filter of those who have a subject; of those who have not paid, who have not paid for it. */
function hasSubject(subject: string, stage: PeopleStage | undefined): SQL {
  if (stage === 'unpaid') return arrayContains(registrations.unpaidSubjects, [subject]);
  const among = ['held', 'paid'].map(
    (state) =>
      sql`${registrations.state} -> 'entries' @> ${JSON.stringify([{ subject, state }])}::text::jsonb`,
  );
  return or(...among) ?? sql`false`;
}

/** Builds what is asked of the roll entry; undefined: nothing, so that nobody's is looked up. */
function ofRoll({ scope, college, className, grade, educationLevel }: RegisteredFilter): SQL | undefined {
  const asked = [
    college === undefined ? undefined : isTitled(candidates.college, college),
    className === undefined ? undefined : isTitled(candidates.className, className),
    grade === undefined ? undefined : eq(candidates.grade, Number(grade)),
    educationLevel === undefined ? undefined : eq(candidates.educationLevel, educationLevel),
  ];
  return and(...asked) ?? (collegeOf(scope) === null ? undefined : sql`true`);
}
