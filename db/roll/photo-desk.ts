import { and, count, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { PhotoState, PhotoVerdict } from '../../domain/roll/photo-review.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import { keyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { recordAudit } from '../record-audit.ts';
import { candidates } from '../schema/index.ts';
import { isTitled } from '../titled.ts';

/** The photos of an exam session that somebody may see, and which of them. */
export interface PhotoFilter {
  examSessionId: string;
  scope: Scope;
  state?: PhotoState | undefined;
  /** A school or campus inside which they are. */
  inside?: string | undefined;
  college?: string | undefined;
  className?: string | undefined;
}

export type PhotoRow = Awaited<ReturnType<typeof listPhotos>>[number];

const columns = {
  candidateId: candidates.id,
  schoolCode: candidates.schoolCode,
  campusCode: candidates.campusCode,
  college: candidates.college,
  className: candidates.className,
  personal: candidates.personal,
  photoId: candidates.photoId,
  photoState: candidates.photoState,
  photoReason: candidates.photoReason,
  decidedBy: candidates.photoDecidedBy,
  decidedAt: candidates.photoDecidedAt,
};

/** Lists photos with whose they are, school by school. */
export async function listPhotos(
  db: Reader,
  { after, limit, ...filter }: PhotoFilter & { after?: readonly [string, string] | undefined; limit: number },
) {
  const { orderBy, beyond } = keyset(
    { by: candidates.schoolCode, tie: candidates.id, descending: false },
    after,
  );
  return db
    .select(columns)
    .from(candidates)
    .where(and(fits(filter), beyond))
    .orderBy(...orderBy)
    .limit(limit);
}

/** Counts the photos of a filter in each state, whichever it asks for. */
export async function countPhotos(
  db: Reader,
  { state: _any, ...filter }: PhotoFilter,
): Promise<Record<PhotoState, number>> {
  const rows = await db
    .select({ state: candidates.photoState, count: count() })
    .from(candidates)
    .where(fits(filter))
    .groupBy(candidates.photoState);
  const counted = { unreviewed: 0, accepted: 0, rejected: 0 };
  for (const row of rows) counted[row.state] = row.count;
  return counted;
}

/** Reads the photo of a roll entry; null when there is none in the scope. */
export async function readPhotoRow(db: Reader, candidateId: string, scope: Scope): Promise<PhotoRow | null> {
  const [row] = await db
    .select(columns)
    .from(candidates)
    .where(and(eq(candidates.id, candidateId), isNotNull(candidates.photoId), inScopeOfPeople(scope)));
  return row ?? null;
}

interface Decider {
  account: string;
  at: Instant;
}

/** Decides the photo that was seen. @returns false when the roll entry has another one by now, or is out of scope */
export async function decidePhoto(
  db: Database,
  seen: { candidateId: string; photoId: string; scope: Scope },
  verdict: PhotoVerdict,
  by: Decider,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const done = await decide(
      tx,
      and(
        eq(candidates.id, seen.candidateId),
        eq(candidates.photoId, seen.photoId),
        inScopeOfPeople(seen.scope),
      ),
      verdict,
      by,
    );
    if (done === 0) return false;
    await recordAudit(tx, {
      actor: staffActor(by.account),
      action: 'photoDecided',
      target: `candidate/${seen.candidateId}`,
      details: detailsOf(verdict),
      happenedAt: by.at,
    });
    return true;
  });
}

/**
 * Decides all photos of a filter, if they are as many as whoever decides has seen.
 * @returns how many they are; nothing was done where it is another number
 */
export async function decidePhotos(
  db: Database,
  { filter, seenCount, verdict }: { filter: PhotoFilter; seenCount: number; verdict: PhotoVerdict },
  by: Decider,
): Promise<number> {
  return db.transaction(async (tx) => {
    const locked = await tx
      .select({ id: candidates.id })
      .from(candidates)
      .where(fits(filter))
      .orderBy(candidates.id)
      .limit(seenCount + 1)
      .for('no key update');
    if (locked.length !== seenCount) return (await countPhotos(tx, filter))[filter.state ?? 'unreviewed'];
    await decide(tx, fits(filter), verdict, by);
    const { scope, examSessionId, ...asked } = filter;
    await recordAudit(tx, {
      actor: staffActor(by.account),
      action: 'photosDecided',
      target: `examSession/${examSessionId}`,
      details: {
        ...detailsOf(verdict),
        scope,
        filter: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
        count: seenCount,
      },
      happenedAt: by.at,
    });
    return seenCount;
  });
}

async function decide(
  tx: Transaction,
  which: SQL | undefined,
  verdict: PhotoVerdict,
  by: Decider,
): Promise<number> {
  const decided = await tx
    .update(candidates)
    .set({
      photoState: verdict.outcome === 'accept' ? 'accepted' : 'rejected',
      photoReason: verdict.outcome === 'accept' ? null : verdict.reason,
      photoDecidedBy: by.account,
      photoDecidedAt: by.at,
    })
    .where(which)
    .returning({ id: candidates.id });
  return decided.length;
}

function detailsOf(verdict: PhotoVerdict) {
  return { outcome: verdict.outcome, reason: verdict.outcome === 'reject' ? verdict.reason : null };
}

/** Where the photos of earlier exam sessions are that people without one have there: by ID number and name, the latest. */
const earlier = (examSessionId: string, scope: Scope) => sql`
  select distinct on (${candidates.id}) ${candidates.id} as id, old.photo_id, old.photo_state, old.photo_reason,
    old.photo_decided_by, old.photo_decided_at
  from ${candidates} join candidates as old on old.id_number_index = ${candidates.idNumberIndex}
    and old.name_index = ${candidates.nameIndex} and old.exam_session_id <> ${candidates.examSessionId}
    and old.photo_id is not null and old.photo_state <> 'rejected'
  where ${and(eq(candidates.examSessionId, examSessionId), isNull(candidates.photoId), inScopeOfPeople(scope))}
  order by ${candidates.id}, old.exam_session_id desc`;

/** Counts the people without a photo who have one in an earlier exam session. */
export async function countReusable(
  db: Pick<Database, 'execute'>,
  examSessionId: string,
  scope: Scope,
): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (${earlier(examSessionId, scope)}) as found`,
  );
  return row?.count ?? 0;
}

/**
 * Gives people without a photo the one of their last exam session, with its decision; rejected ones stay behind.
 * @returns how many got one
 */
export async function reusePhotos(
  db: Database,
  { examSessionId, scope }: { examSessionId: string; scope: Scope },
  by: Decider,
): Promise<number> {
  return db.transaction(async (tx) => {
    const given = await tx.execute(sql`
      update candidates set photo_id = found.photo_id, photo_state = found.photo_state, photo_reason = found.photo_reason,
        photo_decided_by = found.photo_decided_by, photo_decided_at = found.photo_decided_at
      from (${earlier(examSessionId, scope)}) as found where candidates.id = found.id and candidates.photo_id is null
      returning candidates.id`);
    await recordAudit(tx, {
      actor: staffActor(by.account),
      action: 'photosReused',
      target: `examSession/${examSessionId}`,
      details: { scope, count: given.length },
      happenedAt: by.at,
    });
    return given.length;
  });
}

function inScopeOfPeople(scope: Scope): SQL {
  return inScope(candidates.schoolCode, scope, candidates.college);
}

function fits({ examSessionId, scope, state, inside, college, className }: PhotoFilter): SQL | undefined {
  return and(
    eq(candidates.examSessionId, examSessionId),
    isNotNull(candidates.photoId),
    inScopeOfPeople(scope),
    state === undefined ? undefined : eq(candidates.photoState, state),
    inside === undefined ? undefined : beginsWith(candidates.campusCode, inside),
    college === undefined ? undefined : isTitled(candidates.college, college),
    className === undefined ? undefined : isTitled(candidates.className, className),
  );
}
