import { and, asc, eq, exists, gt, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type { WaitlistEnd, WaitlistEntry } from '../../domain/seats/waitlist.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import {
  campuses,
  offerings,
  registrations,
  seatLedger,
  seatPools,
  waitlistEntries,
} from '../schema/index.ts';
import { instantValue } from '../schema/instant.ts';
import type { Reader } from '../reader.ts';
import { leaveMessages } from '../messages/leave-message.ts';

const POOLS_AT_ONCE = 20;

/**
 * Tells whether a campus is open to candidates, by what staff have set at present. Who joined before it was keeps the
 * place when outsiders are not admitted any more: its registration ends the wait when its turn comes.
 * @param isOutsider whether they are candidates of another campus
 */
const isOpenTo = (isOutsider: SQL | typeof waitlistEntries.isOutsider, at: Instant) =>
  sql<boolean>`greatest(${offerings.opensAt}, case when ${isOutsider} then
    (${campuses.settings} ->> 'oralAdmitsOutsidersFrom')::timestamptz end) <= ${instantValue(at)}`;

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
  endsAt: Instant,
): Promise<boolean> {
  const { id, offeringId, level, mode, joinedAt } = wait;
  // Only for an oral may somebody wait before its campus opens; whoever waits for a written waits among all others.
  const isOral = mode === 'oral';
  const isOutsider = isOral
    ? sql<boolean>`${registrations.campusCode} <> ${offerings.campusCode}`
    : sql`false`;
  const [pool] = await tx
    .select({
      free: seatPools.free,
      waiting: seatPools.waiting,
      isOutsider: sql<boolean>`${isOutsider}`,
      isOpen: isOral ? isOpenTo(isOutsider, joinedAt) : sql<boolean>`true`,
    })
    .from(seatPools)
    .innerJoin(offerings, eq(offerings.id, seatPools.offeringId))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .innerJoin(registrations, eq(registrations.id, registrationId))
    .where(eq(seatPools.offeringId, offeringId));
  if (!pool || (pool.isOpen && pool.free > 0 && pool.waiting === 0)) return false;
  await tx.insert(waitlistEntries).values({
    id,
    offeringId,
    registrationId,
    level,
    mode,
    state: pool.isOpen ? 'waiting' : 'early',
    isOutsider: pool.isOutsider,
    joinedAt,
    endsAt,
  });
  if (pool.isOpen) await countWaiting(tx, offeringId, 1);
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
export async function listOpenedPools(db: Reader, at: Instant, among?: number[]): Promise<number[]> {
  const { offeringId, isOutsider, state } = waitlistEntries;
  const early = db
    .select({ offeringId, isOutsider })
    .from(waitlistEntries)
    .where(and(eq(state, 'early'), among && inArray(offeringId, among)))
    .groupBy(offeringId, isOutsider)
    .as('early');
  const rows = await db
    .select({ offeringId: early.offeringId })
    .from(early)
    .innerJoin(offerings, eq(offerings.id, early.offeringId))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .where(isOpenTo(sql`${early.isOutsider}`, at))
    .groupBy(early.offeringId)
    .limit(POOLS_AT_ONCE);
  return rows.map((row) => row.offeringId);
}

/**
 * Turns early places into waiting ones once the campus has opened to them. The pool must be locked. @returns how many
 */
async function admitEarly(tx: Transaction, offeringId: number, at: Instant): Promise<number> {
  const admitted = await tx
    .update(waitlistEntries)
    .set({ state: 'waiting' })
    .from(offerings)
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .where(
      and(
        eq(offerings.id, waitlistEntries.offeringId),
        eq(waitlistEntries.offeringId, offeringId),
        eq(waitlistEntries.state, 'early'),
        isOpenTo(waitlistEntries.isOutsider, at),
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
  context: { version: number; at: Instant },
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

/** Moves the time after which a place is offered no seat any more. */
export async function moveWaitEnd(tx: Transaction, id: string, endsAt: Instant): Promise<void> {
  await tx.update(waitlistEntries).set({ endsAt }).where(eq(waitlistEntries.id, id));
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
export async function promoteHeads(tx: Transaction, offeringId: number, at: Instant): Promise<number> {
  const [pool] = await tx
    .select({
      free: seatPools.free,
      waiting: seatPools.waiting,
      opensAt: offerings.opensAt,
      hasOpened: sql<boolean>`exists (
        select from ${waitlistEntries}
        where ${waitlistEntries.offeringId} = ${seatPools.offeringId} and ${waitlistEntries.state} = 'early'
          and ${isOpenTo(waitlistEntries.isOutsider, at)})`,
    })
    .from(seatPools)
    .innerJoin(offerings, eq(offerings.id, seatPools.offeringId))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
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

async function offerToHeads(
  tx: Transaction,
  offeringId: number,
  seats: number,
  at: Instant,
): Promise<number> {
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
export async function listPoolsToPromote(db: Reader, now: Instant): Promise<number[]> {
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

/** The state of a candidate's latest wait for an offering: 正在候补, 候补成功, 已取消 or 已失效. */
export type WaitState = 'waiting' | 'promoted' | 'cancelled' | 'ended';

/** Names the state of a wait as candidates know it. */
export function waitStateOf({
  state,
  endReason,
}: Pick<typeof waitlistEntries.$inferSelect, 'state' | 'endReason'>): WaitState {
  if (state === 'promoted') return 'promoted';
  if (state !== 'ended') return 'waiting';
  return endReason === 'cancelled' ? 'cancelled' : 'ended';
}
