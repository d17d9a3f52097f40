import { and, asc, desc, eq, exists, gt, inArray, lte, sql } from 'drizzle-orm';
import type { WaitlistEnd, WaitlistEntry } from '../../domain/seats/waitlist.ts';
import type { Database, Transaction } from '../connect.ts';
import { offerings, seatLedger, seatPools, waitlistEntries } from '../schema/index.ts';
import type { Reader } from '../reader.ts';
import { leaveMessages } from '../messages/leave-message.ts';

const POOLS_AT_ONCE = 20;

/**
 * Locks pools in ascending order, so that transactions that move seats and queues of several never wait in a circle.
 */
export async function lockPools(tx: Transaction, offeringIds: number[]): Promise<void> {
  if (offeringIds.length === 0) return;
  await tx
    .select({ id: seatPools.offeringId })
    .from(seatPools)
    .where(inArray(seatPools.offeringId, offeringIds))
    .orderBy(asc(seatPools.offeringId))
    .for('update');
}

/**
 * Adds a place to a queue. The pool must be locked.
 * @returns false when a seat is on public sale and should be chosen instead
 */
export async function joinQueue(
  tx: Transaction,
  registrationId: string,
  wait: WaitlistEntry,
  { servedFrom, endsAt }: { servedFrom: Date; endsAt: Date },
): Promise<boolean> {
  const [pool] = await tx
    .select({ free: seatPools.free, waiting: seatPools.waiting })
    .from(seatPools)
    .where(eq(seatPools.offeringId, wait.offeringId));
  const joinedAt = new Date(wait.joinedAt);
  const isEarly = servedFrom > joinedAt;
  if (!pool || (!isEarly && pool.free > 0 && pool.waiting === 0)) return false;
  const { id, offeringId, level, mode } = wait;
  await tx.insert(waitlistEntries).values({
    id,
    offeringId,
    registrationId,
    level,
    mode,
    state: isEarly ? 'early' : 'waiting',
    servedFrom,
    joinedAt,
    endsAt,
  });
  if (!isEarly) await countWaiting(tx, offeringId, 1);
  return true;
}

async function countWaiting(tx: Transaction, offeringId: number, more: number): Promise<void> {
  await tx
    .update(seatPools)
    .set({ waiting: sql`${seatPools.waiting} + ${more}` })
    .where(eq(seatPools.offeringId, offeringId));
}

/**
 * Lists pools whose campus has opened meanwhile to somebody who had joined their queue early; `among` narrows the
 * search.
 */
export async function listOpenedPools(db: Reader, at: Date, among?: number[]): Promise<number[]> {
  const rows = await db
    .select({ offeringId: waitlistEntries.offeringId })
    .from(waitlistEntries)
    .where(
      and(
        eq(waitlistEntries.state, 'early'),
        lte(waitlistEntries.servedFrom, at),
        among && inArray(waitlistEntries.offeringId, among),
      ),
    )
    .groupBy(waitlistEntries.offeringId)
    .limit(POOLS_AT_ONCE);
  return rows.map((row) => row.offeringId);
}

/**
 * Turns early places into waiting ones once the campus has opened to them. The pool must be locked. @returns how many
 */
async function admitEarly(tx: Transaction, offeringId: number, at: Date): Promise<number> {
  const admitted = await tx
    .update(waitlistEntries)
    .set({ state: 'waiting' })
    .where(
      and(
        eq(waitlistEntries.offeringId, offeringId),
        eq(waitlistEntries.state, 'early'),
        lte(waitlistEntries.servedFrom, at),
      ),
    )
    .returning({ id: waitlistEntries.id });
  await countWaiting(tx, offeringId, admitted.length);
  return admitted.length;
}

/** Ends a place in a queue and frees the seat that was offered to it, if any. The pool must be locked. */
export async function leaveQueue(
  tx: Transaction,
  id: string,
  reason: WaitlistEnd,
  context: { version: number; at: Date },
): Promise<void> {
  const [before] = await tx.select().from(waitlistEntries).where(eq(waitlistEntries.id, id)).for('update');
  if (!before || before.state === 'promoted' || before.state === 'ended') return;
  await tx
    .update(waitlistEntries)
    .set({ state: 'ended', endReason: reason })
    .where(eq(waitlistEntries.id, id));
  const { offeringId, registrationId } = before;
  if (before.state === 'waiting') await countWaiting(tx, offeringId, -1);
  if (before.state !== 'offered') return;
  await tx
    .update(seatPools)
    .set({ offered: sql`${seatPools.offered} - 1`, free: sql`${seatPools.free} + 1` })
    .where(eq(seatPools.offeringId, offeringId));
  await tx.insert(seatLedger).values({
    offeringId,
    registrationId,
    entryId: id,
    from: 'offered',
    to: 'free',
    version: context.version,
    movedAt: context.at,
  });
}

/** Turns an offer into an entry. @returns false when the offer was passed on meanwhile */
export async function acceptOffer(tx: Transaction, id: string): Promise<boolean> {
  const accepted = await tx
    .update(waitlistEntries)
    .set({ state: 'promoted' })
    .where(and(eq(waitlistEntries.id, id), eq(waitlistEntries.state, 'offered')))
    .returning({ id: waitlistEntries.id });
  return accepted.length === 1;
}

const PROMOTIONS_AT_ONCE = 200;

/**
 * Offers all free seats to the heads of their queues, strictly first come first served, with a message about each
 * offer. Candidates who joined before the campus opened to them keep the turn they took. The pool must be locked.
 * @returns how many seats were offered
 */
export async function promoteHeads(tx: Transaction, offeringId: number, at: Date): Promise<number> {
  const [pool] = await tx
    .select({
      free: seatPools.free,
      waiting: seatPools.waiting,
      opensAt: offerings.opensAt,
      hasOpened: sql<boolean>`exists (
        select from ${waitlistEntries} early
        where early.offering_id = ${seatPools.offeringId} and early.state = 'early'
          and early.served_from <= ${at.toISOString()}::timestamptz)`,
    })
    .from(seatPools)
    .innerJoin(offerings, eq(offerings.id, seatPools.offeringId))
    .where(eq(seatPools.offeringId, offeringId));
  if (!pool) return 0;
  const waiting = pool.waiting + (pool.hasOpened ? await admitEarly(tx, offeringId, at) : 0);
  // A campus that is not open yet serves its queue when it opens.
  if (pool.opensAt > at) return 0;
  const wanted = Math.min(pool.free, waiting);
  let offered = 0;
  while (offered < wanted) {
    const batch = await offerToHeads(tx, offeringId, Math.min(wanted - offered, PROMOTIONS_AT_ONCE), at);
    // Places that are still counted as waiting may have passed their end.
    if (batch === 0) break;
    offered += batch;
  }
  return offered;
}

async function offerToHeads(tx: Transaction, offeringId: number, seats: number, at: Date): Promise<number> {
  const heads = await tx
    .select({ id: waitlistEntries.id, registrationId: waitlistEntries.registrationId })
    .from(waitlistEntries)
    .where(
      and(
        eq(waitlistEntries.offeringId, offeringId),
        eq(waitlistEntries.state, 'waiting'),
        gt(waitlistEntries.endsAt, at),
      ),
    )
    .orderBy(asc(waitlistEntries.turn))
    .limit(seats)
    .for('update');
  if (heads.length === 0) return 0;
  await tx
    .update(waitlistEntries)
    .set({ state: 'offered', offeredAt: at })
    .where(
      inArray(
        waitlistEntries.id,
        heads.map((head) => head.id),
      ),
    );
  await tx
    .update(seatPools)
    .set({
      free: sql`${seatPools.free} - ${heads.length}`,
      offered: sql`${seatPools.offered} + ${heads.length}`,
      waiting: sql`${seatPools.waiting} - ${heads.length}`,
    })
    .where(eq(seatPools.offeringId, offeringId));
  await tx.insert(seatLedger).values(
    heads.map((head) => ({
      offeringId,
      registrationId: head.registrationId,
      entryId: head.id,
      from: 'free' as const,
      to: 'offered' as const,
      version: 0,
      movedAt: at,
    })),
  );
  await leaveMessages(
    tx,
    heads.map((head) => ({
      key: `offer-made/${head.id}`,
      subject: `waitlist/${head.id}`,
      message: { kind: 'offerMade' as const, waitlistEntryId: head.id },
      dueAt: at,
    })),
  );
  return heads.length;
}

/**
 * Lists pools that have free seats and somebody waiting, and whose campus is open: after a raise of capacity or an
 * opening.
 */
export async function listPoolsToPromote(db: Reader, now: Date): Promise<number[]> {
  const rows = await db
    .select({ id: seatPools.offeringId })
    .from(seatPools)
    .innerJoin(offerings, eq(offerings.id, seatPools.offeringId))
    .where(
      and(
        gt(seatPools.waiting, 0),
        gt(seatPools.free, 0),
        lte(offerings.opensAt, now),
        // A place whose time is over, but which its registration has not ended yet, must not hold up other pools.
        exists(
          db
            .select({ id: waitlistEntries.id })
            .from(waitlistEntries)
            .where(
              and(
                eq(waitlistEntries.offeringId, seatPools.offeringId),
                eq(waitlistEntries.state, 'waiting'),
                gt(waitlistEntries.endsAt, now),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(seatPools.offeringId))
    .limit(POOLS_AT_ONCE);
  return rows.map((row) => row.id);
}

/**
 * Reads the positions of a registration's live places; 1 is the head, null an offered place, which has no position any
 * more.
 */
export async function readPositions(
  db: Database,
  registrationId: string,
): Promise<Map<string, number | null>> {
  const rows = await db.execute<{ id: string; state: string; position: string }>(sql`
    select mine.id, mine.state, (
      select count(*) from ${waitlistEntries} ahead
      where ahead.offering_id = mine.offering_id and ahead.state in ('early', 'waiting') and ahead.turn <= mine.turn
    ) as position
    from ${waitlistEntries} mine
    where mine.registration_id = ${registrationId} and mine.state in ('early', 'waiting', 'offered')`);
  return new Map(rows.map((row) => [row.id, row.state === 'offered' ? null : Number(row.position)]));
}

/** The state of a candidate's latest wait for an offering: 正在候补, 候补成功, 已取消 or 已失效. */
export type WaitState = 'waiting' | 'promoted' | 'cancelled' | 'ended';

/** Reads the state of a registration's latest wait for each of these offerings; absent: it never waited. */
export async function readWaitStates(
  db: Database,
  registrationId: string,
  offeringIds: number[],
): Promise<Map<number, WaitState>> {
  if (offeringIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([waitlistEntries.offeringId])
    .from(waitlistEntries)
    .where(
      and(
        eq(waitlistEntries.registrationId, registrationId),
        inArray(waitlistEntries.offeringId, offeringIds),
      ),
    )
    .orderBy(asc(waitlistEntries.offeringId), desc(waitlistEntries.turn));
  return new Map(rows.map((row) => [row.offeringId, waitStateOf(row)]));
}

function waitStateOf({ state, endReason }: typeof waitlistEntries.$inferSelect): WaitState {
  if (state === 'promoted') return 'promoted';
  if (state !== 'ended') return 'waiting';
  return endReason === 'cancelled' ? 'cancelled' : 'ended';
}
