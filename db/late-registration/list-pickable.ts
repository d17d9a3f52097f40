import { and, asc, eq, gt, notExists, or, sql } from 'drizzle-orm';
import type { Stage } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { Reader } from '../reader.ts';
import { openRollRow } from '../roll/sealed-roll.ts';
import { candidates, lateEntries, lateLists, registrations } from '../schema/index.ts';
import { isTitled } from '../titled.ts';
import type { Vault } from '../vault.ts';

/** Somebody on the roll of a school who may be put on a list. */
export interface PickablePerson {
  candidateId: string;
  name: string;
  studentNumber: string;
  college: string | null;
  className: string | null;
  stage: Stage | null;
}

/** Lists the people of a school's roll who are neither on this list nor on another one that is not over, by their ids. */
export async function listPickable(
  db: Reader,
  vault: Vault,
  {
    list,
    schoolCode,
    college,
    className,
    after,
    limit,
    now,
  }: {
    list: { id: string; examSessionId: string; provinceCode: string };
    schoolCode: string;
    college?: string | undefined;
    className?: string | undefined;
    after?: string | undefined;
    limit: number;
    now: Instant;
  },
): Promise<PickablePerson[]> {
  const listed = db
    .select({ one: sql`1` })
    .from(lateEntries)
    .innerJoin(lateLists, eq(lateLists.id, lateEntries.listId))
    .where(
      and(
        eq(lateEntries.candidateId, candidates.id),
        eq(lateEntries.isLive, true),
        or(eq(lateLists.id, list.id), gt(lateLists.closesAt, now)),
      ),
    );
  const rows = await db
    .select({
      candidateId: candidates.id,
      personal: candidates.personal,
      college: candidates.college,
      className: candidates.className,
      stage: registrations.stage,
    })
    .from(candidates)
    .leftJoin(registrations, eq(registrations.id, candidates.id))
    .where(
      and(
        eq(candidates.examSessionId, list.examSessionId),
        eq(candidates.schoolCode, schoolCode),
        eq(candidates.provinceCode, list.provinceCode),
        college === undefined ? undefined : isTitled(candidates.college, college),
        className === undefined ? undefined : isTitled(candidates.className, className),
        after === undefined ? undefined : gt(candidates.id, after),
        notExists(listed),
      ),
    )
    .orderBy(asc(candidates.id))
    .limit(limit);
  return rows.map(({ personal, ...row }) => {
    const { name, studentNumber } = openRollRow(vault, { id: row.candidateId, personal });
    return { ...row, name, studentNumber };
  });
}
