import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Stage } from '../../domain/registration/state.ts';
import type { Scope } from '../../domain/scopes.ts';
import { correlated } from '../correlated.ts';
import { inScope } from '../in-scope.ts';
import type { Direction } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { openRollRow } from '../roll/sealed-roll.ts';
import { candidates, lateEntries, lateLists, registrations } from '../schema/index.ts';
import { type SubmittedCursor, submittedOrder } from '../staff/submitted-order.ts';
import type { Vault } from '../vault.ts';

/** Those on a list, also once it has ended; not those who have left it. */
const ON_LIST = sql`${lateEntries.listId} = ${lateLists.id} and ${lateEntries.leftAt} is null`;

const counted = (stages?: readonly Stage[]) =>
  correlated(
    sql<number>`(select count(*) from ${lateEntries} join ${registrations} on ${registrations.id} = ${lateEntries.candidateId}
      where ${ON_LIST} and ${registrations.passportId} is not null${stages ? sql` and ${among(stages)}` : sql``})::integer`,
  );
const among = (stages: readonly Stage[]): SQL =>
  sql`${registrations.stage} in (${sql.join(
    stages.map((stage) => sql`${stage}`),
    sql`, `,
  )})`;

/** The stages of registrations that hold an unpaid seat. */
const UNPAID: readonly Stage[] = ['unpaid', 'partlyPaid'];

export function holdsUnpaid(stage: Stage | null): boolean {
  return stage !== null && UNPAID.includes(stage);
}

const columns = {
  list: lateLists,
  people: correlated(sql<number>`(select count(*) from ${lateEntries} where ${ON_LIST})::integer`),
  saved: counted(),
  /** Those who hold an unpaid seat. */
  unpaid: counted(UNPAID),
  paid: counted(['paid']),
};

/** A list of late registration, with how far the people on it are. */
export interface LateListRecord {
  list: typeof lateLists.$inferSelect;
  people: number;
  saved: number;
  unpaid: number;
  paid: number;
}

const ORDERS = {
  madeAt: lateLists.madeAt,
  opensAt: lateLists.opensAt,
  payUntil: lateLists.payUntil,
} as const;

export type LateListSort = keyof typeof ORDERS;
export const LATE_LIST_SORTS = Object.keys(ORDERS) as [LateListSort, ...LateListSort[]];

/** Lists the lists of an exam session in a scope, those made last first unless asked otherwise. */
export async function listLateLists(
  db: Reader,
  {
    examSessionId,
    scope,
    sort = 'madeAt',
    order = 'desc',
    after,
    limit,
  }: {
    examSessionId: string;
    scope: Scope;
    sort?: LateListSort | undefined;
    order?: Direction | undefined;
    after?: SubmittedCursor | undefined;
    limit: number;
  },
): Promise<LateListRecord[]> {
  const { orderBy, beyond } = submittedOrder(
    { submittedAt: ORDERS[sort], id: lateLists.id },
    order === 'asc',
  );
  return db
    .select(columns)
    .from(lateLists)
    .where(
      and(eq(lateLists.examSessionId, examSessionId), inScope(lateLists.provinceCode, scope), beyond(after)),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

/** Reads one list of a scope, or null. */
export async function readLateList(
  db: Reader,
  { id, scope }: { id: string; scope: Scope },
): Promise<LateListRecord | null> {
  const [found] = await db
    .select(columns)
    .from(lateLists)
    .where(and(eq(lateLists.id, id), inScope(lateLists.provinceCode, scope)));
  return found ?? null;
}

/** Somebody on a list, and how far their registration is; null where there was never one. */
export interface LatePerson {
  candidateId: string;
  schoolCode: string;
  name: string;
  stage: Stage | null;
  addedBy: string;
}

/** Lists the people of a list, by their ids. */
export async function listLatePeople(
  db: Reader,
  vault: Vault,
  {
    listId,
    unpaid,
    after,
    limit,
  }: { listId: string; unpaid?: boolean; after?: string | undefined; limit: number },
): Promise<LatePerson[]> {
  const rows = await db
    .select({
      candidateId: lateEntries.candidateId,
      addedBy: lateEntries.addedBy,
      schoolCode: candidates.schoolCode,
      personal: candidates.personal,
      stage: registrations.stage,
    })
    .from(lateEntries)
    .innerJoin(candidates, eq(candidates.id, lateEntries.candidateId))
    .leftJoin(registrations, eq(registrations.id, lateEntries.candidateId))
    .where(
      and(
        eq(lateEntries.listId, listId),
        isNull(lateEntries.leftAt),
        unpaid ? among(UNPAID) : undefined,
        after === undefined ? undefined : sql`${lateEntries.candidateId} > ${after}`,
      ),
    )
    .orderBy(asc(lateEntries.candidateId))
    .limit(limit);
  return rows.map(({ personal, ...row }) => ({
    ...row,
    name: openRollRow(vault, { id: row.candidateId, personal }).name,
  }));
}
