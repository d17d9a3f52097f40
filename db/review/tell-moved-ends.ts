import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { campusesOf, movedEnds, presentEnds } from '../../domain/registration/registration-ends.ts';
import { schoolCodeOf } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { compareEnds } from '../exam-session/compare-ends.ts';
import { readWindows } from '../exam-session/read-windows.ts';
import { versionOfAll } from '../exam-session/settings-versions.ts';
import { hasRoom } from '../messages/has-room.ts';
import { leaveMessages } from '../messages/leave-message.ts';
import {
  campusEnds,
  endsSweeps,
  examSessions,
  offerings,
  registrations,
  reviews,
  seatLedger,
  waitlistEntries,
} from '../schema/index.ts';

const CAMPUSES_AT_ONCE = 20;
const BATCH = 200;
/** The messages that may wait in the lane of signals while more are left: offers of seats travel in it, too. */
const MAX_WAITING = 1_000;

/**
 * Tells registrations and re-checks of the ends that staff have moved, in batches: each change of an exam session's
 * settings is compared once, and only those at campuses whose ends have moved are looked at. What is left goes on from
 * where the last sweep stopped, whichever relay does it.
 * @returns whether anybody is left to be told
 */
export async function tellMovedEnds(db: Database, now: Instant): Promise<boolean> {
  const compared = await compareEnds(db);
  const telling = await db
    .select({ examSessionId: campusEnds.examSessionId, campusCode: campusEnds.campusCode })
    .from(campusEnds)
    .innerJoin(endsSweeps, eq(endsSweeps.examSessionId, campusEnds.examSessionId))
    .where(and(campusEnds.isTelling, lte(endsSweeps.afterTransaction, OLDEST_TRANSACTION)))
    .limit(CAMPUSES_AT_ONCE);
  for (const place of telling) {
    if (!(await hasRoom(db, 'signals', MAX_WAITING))) break;
    await db.transaction((tx) => tellCampus(tx, place, now));
  }
  return (await db.$count(campusEnds, eq(campusEnds.isTelling, true))) > 0 || compared > 0;
}

/** The oldest transaction that is still under way: what earlier ones wrote can be seen. */
const OLDEST_TRANSACTION = sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

type CampusPlace = Pick<typeof campusEnds.$inferSelect, 'examSessionId' | 'campusCode'>;

/** Tells one batch of those whom the ends at a campus concern. */
async function tellCampus(tx: Transaction, place: CampusPlace, now: Instant): Promise<void> {
  const at = and(
    eq(campusEnds.examSessionId, place.examSessionId),
    eq(campusEnds.campusCode, place.campusCode),
    campusEnds.isTelling,
  );
  const [ends] = await tx.select().from(campusEnds).where(at).for('update', { skipLocked: true });
  if (!ends) return;
  const [examSession] = await tx
    .select({ settings: examSessions.settings, settingsVersion: versionOfAll })
    .from(examSessions)
    .where(eq(examSessions.id, place.examSessionId));
  if (!examSession) return;
  const { settings, settingsVersion } = examSession;

  const reviewsLeft = await tellReviews(tx, { ...place, settingsVersion }, ends.registrationEndsAt ?? 0, now);
  const batch = await listConcerned(tx, place, ends.toldUpTo);
  const codes = new Set(batch.flatMap(({ state, campusCode }) => campusesOf(state, campusCode)));
  const around = codes.size === 0 ? [] : await readWindows(tx, place.examSessionId, ...codes);
  const moved = batch.filter(({ id: registrationId, campusCode, state: registration }) => {
    const held = { registration, holdMinutes: settings.holdMinutes };
    return movedEnds(registration, presentEnds(around, { registrationId, campusCode }, held)).length > 0;
  });
  await leaveMessages(
    tx,
    moved.map(({ id }) => ({
      key: `ends-moved/${id}/${settingsVersion}`,
      subject: `registration/${id}`,
      message: { kind: 'endsMoved' as const, registrationId: id },
      dueAt: now,
    })),
  );
  const toldUpTo = batch.at(-1)?.id ?? ends.toldUpTo;
  await tx
    .update(campusEnds)
    .set({ toldUpTo, isTelling: reviewsLeft || batch.length === BATCH })
    .where(at);
}

/** Lists the next registrations of candidates of a campus, and of those who have, or had, a seat or a wait there. */
async function listConcerned(
  tx: Transaction,
  { examSessionId, campusCode }: CampusPlace,
  after: string | null,
): Promise<Pick<typeof registrations.$inferSelect, 'id' | 'campusCode' | 'state'>[]> {
  const there = tx
    .select({ id: offerings.id })
    .from(offerings)
    .where(and(eq(offerings.examSessionId, examSessionId), eq(offerings.campusCode, campusCode)));
  const own = tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(
      and(
        eq(registrations.examSessionId, examSessionId),
        eq(registrations.schoolCode, schoolCodeOf(campusCode)),
        eq(registrations.campusCode, campusCode),
      ),
    );
  const seated = tx
    .select({ id: seatLedger.registrationId })
    .from(seatLedger)
    .where(inArray(seatLedger.offeringId, there));
  const waiting = tx
    .select({ id: waitlistEntries.registrationId })
    .from(waitlistEntries)
    .where(inArray(waitlistEntries.offeringId, there));
  const concerned = own.union(seated).union(waiting).as('concerned');
  return tx
    .select({ id: registrations.id, campusCode: registrations.campusCode, state: registrations.state })
    .from(registrations)
    .innerJoin(concerned, eq(concerned.id, registrations.id))
    .where(
      and(
        sql`${registrations.passportId} is not null`,
        after === null ? undefined : gt(registrations.id, after),
      ),
    )
    .orderBy(asc(registrations.id))
    .limit(BATCH);
}

/** Tells one batch of the re-checks at a campus that wait for another end. @returns whether more may be left */
async function tellReviews(
  tx: Transaction,
  { examSessionId, campusCode, settingsVersion }: CampusPlace & { settingsVersion: number },
  ends: Instant,
  now: Instant,
): Promise<boolean> {
  const waiting = await tx
    .select({ id: reviews.id })
    .from(reviews)
    .where(
      and(
        eq(reviews.examSessionId, examSessionId),
        eq(reviews.campusCode, campusCode),
        inArray(reviews.state, ['pending', 'rejected']),
        or(isNull(reviews.endsAt), sql`${reviews.endsAt} <> ${sql.param(ends, reviews.endsAt)}`),
      ),
    )
    .orderBy(asc(reviews.id))
    .limit(BATCH)
    .for('update');
  const ids = waiting.map(({ id }) => id);
  if (ids.length === 0) return false;
  await tx.update(reviews).set({ endsAt: ends, dueAt: ends }).where(inArray(reviews.id, ids));
  await leaveMessages(
    tx,
    ids.map((id) => ({
      key: `review-end/${id}/${settingsVersion}`,
      subject: `review/${id}`,
      message: { kind: 'reviewAhead' as const, reviewId: id },
      dueAt: now,
    })),
  );
  return ids.length === BATCH;
}
