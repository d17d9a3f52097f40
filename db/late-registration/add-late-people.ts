import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import {
  type LateLine,
  type LateLineFlaw,
  type LateOutcome,
  lateRowOutcome,
  MAX_LATE_PEOPLE,
  readLateLine,
} from '../../domain/late-registration/late-list.ts';
import { ID_TYPES } from '../../domain/person/id-number.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { inScope } from '../in-scope.ts';
import { idNumberIndex, studentNumberIndexes } from '../person/personal-index.ts';
import { recordAudit } from '../record-audit.ts';
import { isFoundByOwnRoll, openRollRow } from '../roll/sealed-roll.ts';
import { candidates, lateEntries, lateLists, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { leaveList } from './leave-list.ts';
import { tellListed } from './tell-listed.ts';

/** Who is to be added: by lines as people write them, or by roll entries that were picked. */
export interface LateAddition {
  id: string;
  lines: string[];
  candidateIds: string[];
  /** Tells whether registration for everybody is over at a campus. */
  isOverAt: (campusCode: string) => boolean;
}

/** What became of a row, in the order in which they were given: lines first. */
export interface LateRow {
  outcome: LateOutcome;
  /** Of a line that is not read the character that is the reason, as `U+738B`. */
  character: string | null;
  candidateId: string | null;
  name: string | null;
}

type Candidate = typeof candidates.$inferSelect;

/**
 * Adds people of the province's schools to a list; each row succeeds or is refused alone, and whoever is nowhere in the
 * province is answered like nobody.
 * @returns null when there is no such list in the scope, or it has ended
 */
export async function addLatePeople(
  { db, vault }: { db: Database; vault: Vault },
  { id, lines, candidateIds, isOverAt }: LateAddition,
  by: { account: string; scope: Scope; at: Instant },
): Promise<LateRow[] | null> {
  return db.transaction(async (tx) => {
    const list = await lockList(tx, id, by.scope);
    if (!list || list.endedAt !== null) return null;
    const people = await tx.$count(lateEntries, and(eq(lateEntries.listId, id), isNull(lateEntries.leftAt)));
    const rows: LateRow[] = [];
    const added: string[] = [];
    const asked: (LateLine | LateLineFlaw | { candidateId: string })[] = [
      ...lines.map(readLateLine),
      ...candidateIds.map((candidateId) => ({ candidateId })),
    ];
    for (const one of asked) {
      const row = await addOne(
        tx,
        vault,
        { list, one, isOverAt, isFull: people + added.length >= MAX_LATE_PEOPLE },
        by,
      );
      if (row.outcome === 'done' && row.candidateId) added.push(row.candidateId);
      rows.push(row);
    }
    if (added.length > 0) {
      await tellListed(tx, { listId: id, occasion: `${id}/added/${by.at}`, only: added }, by.at);
      await recordAudit(tx, {
        actor: staffActor(by.account),
        action: 'latePeopleAdded',
        target: `late-list/${id}`,
        details: { count: added.length },
        happenedAt: by.at,
      });
    }
    return rows;
  });
}

/**
 * Locks a list of the scope, and with it all of its province in the exam session: people may be on one alone, and two who add
 * the same people in another order wait for each other here, not in the middle of it.
 */
async function lockList(
  tx: Transaction,
  id: string,
  scope: Scope,
): Promise<typeof lateLists.$inferSelect | undefined> {
  const { examSessionId, provinceCode } = lateLists;
  const [named] = await tx
    .select({ examSessionId, provinceCode })
    .from(lateLists)
    .where(and(eq(lateLists.id, id), inScope(provinceCode, scope)));
  if (!named) return undefined;
  const lists = await tx
    .select()
    .from(lateLists)
    .where(and(eq(examSessionId, named.examSessionId), eq(provinceCode, named.provinceCode)))
    .orderBy(asc(lateLists.id))
    .for('update');
  return lists.find((list) => list.id === id);
}

async function addOne(
  tx: Transaction,
  vault: Vault,
  {
    list,
    one,
    isOverAt,
    isFull,
  }: Pick<LateAddition, 'isOverAt'> & {
    list: typeof lateLists.$inferSelect;
    one: LateLine | LateLineFlaw | { candidateId: string };
    isFull: boolean;
  },
  by: { account: string; at: Instant },
): Promise<LateRow> {
  const refused = (outcome: LateOutcome, character: string | null = null): LateRow => ({
    outcome,
    character,
    candidateId: null,
    name: null,
  });
  if ('refusal' in one) return refused(one.refusal, one.character);
  const found = await findEntries(tx, vault, list, one);
  const [candidate] = found;
  if (!candidate) return refused('NOT_ON_ROLL');
  if (found.length > 1) return refused('SEVERAL_ON_ROLL');
  const { id: candidateId } = candidate;
  const { name } = openRollRow(vault, candidate);
  // Whoever joins a queue at this moment is waited for, or sees that the list is there.
  const [record] = await tx
    .select({
      waits: sql<number>`jsonb_array_length(${registrations.state} -> 'waitlist')`,
      paysLonger: sql<boolean>`exists (
        select from jsonb_array_elements(${registrations.state} -> 'entries') entry
        where entry ->> 'state' = 'held' and (entry ->> 'deadlineAt')::bigint > ${list.payUntil}::bigint)`,
    })
    .from(registrations)
    .where(eq(registrations.id, candidateId))
    .for('update');
  const [live] = await tx
    .select({ listId: lateEntries.listId, closesAt: lateLists.closesAt })
    .from(lateEntries)
    .innerJoin(lateLists, eq(lateLists.id, lateEntries.listId))
    .where(and(eq(lateEntries.candidateId, candidateId), eq(lateEntries.isLive, true)));
  const outcome = lateRowOutcome({
    listId: list.id,
    onList: live?.listId ?? null,
    isListOver: live !== undefined && live.closesAt <= by.at,
    isNotOver: !isOverAt(candidate.campusCode),
    isWaiting: (record?.waits ?? 0) > 0,
    paysLonger: record?.paysLonger ?? false,
    isFull,
  });
  if (outcome !== 'done') return { outcome, character: null, candidateId, name };
  const place = { listId: list.id, candidateId };
  const hasLeft = !live || (await leaveList(tx, { ...place, listId: live.listId }, by));
  // Without a registration nothing was locked: another list took them at the same moment.
  const isPut = hasLeft && (await putOn(tx, place, by));
  return { outcome: isPut ? 'done' : 'ON_ANOTHER_LIST', character: null, candidateId, name };
}

/** Puts somebody on a list, also who has left it before. @returns false when another list has them by now */
async function putOn(
  tx: Transaction,
  place: { listId: string; candidateId: string },
  by: { account: string; at: Instant },
): Promise<boolean> {
  const added = { addedBy: by.account, addedAt: by.at };
  const { candidateId } = lateEntries;
  const put = await tx
    .insert(lateEntries)
    .values({ ...place, ...added })
    .onConflictDoNothing()
    .returning({ candidateId });
  if (put.length > 0) return true;
  const live = and(eq(lateEntries.candidateId, place.candidateId), eq(lateEntries.isLive, true));
  if ((await tx.$count(lateEntries, live)) > 0) return false;
  const own = and(eq(lateEntries.listId, place.listId), eq(candidateId, place.candidateId));
  const back = await tx
    .update(lateEntries)
    .set({ ...added, isLive: true, leftAt: null })
    .where(own)
    .returning({ candidateId });
  return back.length > 0;
}

async function findEntries(
  tx: Transaction,
  vault: Vault,
  { examSessionId, provinceCode }: typeof lateLists.$inferSelect,
  one: LateLine | { candidateId: string },
): Promise<Candidate[]> {
  const here = and(eq(candidates.examSessionId, examSessionId), eq(candidates.provinceCode, provinceCode));
  const find = (is: SQL | undefined) => tx.select().from(candidates).where(and(here, is)).limit(2);
  if ('candidateId' in one) return find(eq(candidates.id, one.candidateId));
  if ('studentNumber' in one) {
    const { schoolCode, studentNumber } = one;
    return find(
      and(
        eq(candidates.schoolCode, schoolCode),
        inArray(candidates.studentNumberIndex, studentNumberIndexes(vault, schoolCode, studentNumber)),
      ),
    );
  }
  const indexes = [...new Set(ID_TYPES.map((idType) => idNumberIndex(vault, idType, one.idNumber)))];
  const rows = await find(inArray(candidates.idNumberIndex, indexes));
  return rows.filter((row) => isFoundByOwnRoll(vault, row, row));
}
