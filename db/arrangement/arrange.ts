import { and, asc, count, eq, gt, max, ne, or, sql } from 'drizzle-orm';
import { MAX_ROOM_SIZE, MAX_ROOMS } from '../../domain/arrangement/ticket-number.ts';
import type { SeatedEntry, RoomSeat } from '../../domain/arrangement/arrange-seats.ts';
import type { Transaction } from '../connect.ts';
import { arrangements, campuses, offerings, roomSeats, seatLedger, subjects } from '../schema/index.ts';
import type { Reader } from '../reader.ts';
import type { Actor } from '../../domain/actor.ts';
import type { TestRoom } from '../../domain/arrangement/exam-time.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

export interface ArrangedOffering {
  id: number;
  campusCode: string;
  schoolCode: string;
  subjectCode: string;
  mode: Mode;
  examStartsAt: Instant | null;
  examEndsAt: Instant | null;
}

export interface ArrangementScope {
  examSessionId: string;
  campusCode?: string;
  subjectCode?: string;
}

const PAGE_SIZE = 500;
/** The most entries that an offering's ticket numbers have room for. */
const MAX_ENTRIES = MAX_ROOMS * MAX_ROOM_SIZE;
const ROWS_A_STATEMENT = 1_000;

const testColumns = {
  mode: subjects.mode,
  examStartsAt: offerings.examStartsAt,
  examEndsAt: offerings.examEndsAt,
};

function inScope(scope: ArrangementScope) {
  return and(
    eq(offerings.examSessionId, scope.examSessionId),
    scope.campusCode === undefined ? undefined : eq(offerings.campusCode, scope.campusCode),
    scope.subjectCode === undefined ? undefined : eq(offerings.subjectCode, scope.subjectCode),
  );
}

export async function countOfferings(db: Reader, scope: ArrangementScope): Promise<number> {
  const [row] = await db.select({ count: count() }).from(offerings).where(inScope(scope));
  return row?.count ?? 0;
}

/** The next offerings after an id, a page at a time. */
export async function listOfferingsAfter(
  db: Reader,
  scope: ArrangementScope,
  afterId: number,
): Promise<ArrangedOffering[]> {
  return db
    .select({
      id: offerings.id,
      campusCode: offerings.campusCode,
      schoolCode: campuses.schoolCode,
      subjectCode: offerings.subjectCode,
      ...testColumns,
    })
    .from(offerings)
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .innerJoin(subjects, eq(subjects.code, offerings.subjectCode))
    .where(and(inScope(scope), gt(offerings.id, afterId)))
    .orderBy(asc(offerings.id))
    .limit(PAGE_SIZE);
}

/**
 * Keeps others from arranging this offering until the transaction ends, and from arranging any oral test of its exam session if it is
 * one: their sittings depend on each other. Registrations are not held up.
 */
export async function lockOffering(
  tx: Transaction,
  examSessionId: string,
  { id: offeringId, mode }: ArrangedOffering,
): Promise<void> {
  if (mode === 'oral')
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`orals/${examSessionId}`}, 0))`);
  await tx
    .select({ id: offerings.id })
    .from(offerings)
    .where(eq(offerings.id, offeringId))
    .for('no key update');
}

export interface PaidEntry {
  entryId: string;
  registrationId: string;
}

/**
 * Lists the entries of an offering that hold a paid seat, according to the seat ledger, but have no seat in a room yet.
 */
export async function listUnseated(tx: Reader, offeringId: number): Promise<PaidEntry[]> {
  const { entryId, registrationId, from, to } = seatLedger;
  const given = tx
    .select({ entryId: roomSeats.entryId })
    .from(roomSeats)
    .where(eq(roomSeats.offeringId, offeringId));
  return tx
    .select({ entryId, registrationId })
    .from(seatLedger)
    .where(
      and(
        eq(seatLedger.offeringId, offeringId),
        or(eq(to, 'paid'), eq(from, 'paid')),
        sql`${entryId} not in ${given}`,
      ),
    )
    .groupBy(entryId, registrationId)
    .having(sql`count(*) filter (where ${to} = 'paid') > count(*) filter (where ${from} = 'paid')`)
    .limit(MAX_ENTRIES);
}

/** Reads the seats given in earlier rounds. */
export async function listRoomSeats(tx: Reader, offeringId: number): Promise<RoomSeat[]> {
  return tx
    .select({ room: roomSeats.room, seat: roomSeats.seat })
    .from(roomSeats)
    .where(eq(roomSeats.offeringId, offeringId))
    .limit(MAX_ENTRIES);
}

/** A seat of a registration in another test, with the time of that. */
export interface OtherSeat extends TestRoom {
  registrationId: string;
}

/** Reads the seats that people have in tests other than this one. */
export async function listOtherSeats(
  tx: Reader,
  offeringId: number,
  registrationIds: readonly string[],
): Promise<OtherSeat[]> {
  return tx
    .select({ registrationId: roomSeats.registrationId, room: roomSeats.room, ...testColumns })
    .from(roomSeats)
    .innerJoin(offerings, eq(offerings.id, roomSeats.offeringId))
    .innerJoin(subjects, eq(subjects.code, offerings.subjectCode))
    .where(
      and(
        sql`${roomSeats.registrationId} = any(${sql.param(registrationIds)}::uuid[])`,
        ne(roomSeats.offeringId, offeringId),
      ),
    );
}

export interface ArrangementRound {
  offering: ArrangedOffering;
  /** `<exam session>/<campus>/<subject>`, for the audit log. */
  target: string;
  seed: string;
  roomSize: number;
  actor: Actor;
  seats: (SeatedEntry & { registrationId: string; ticketNumber: string })[];
}

/** Writes one round with its seats and its audit row. */
export async function writeArrangement(tx: Transaction, round: ArrangementRound, at: Instant): Promise<void> {
  const { offering, seed, roomSize, seats } = round;
  const [last] = await tx
    .select({ round: max(arrangements.round) })
    .from(arrangements)
    .where(eq(arrangements.offeringId, offering.id));
  const [arrangement] = await tx
    .insert(arrangements)
    .values({ offeringId: offering.id, round: (last?.round ?? 0) + 1, seed, roomSize, arrangedAt: at })
    .returning();
  if (!arrangement) throw new Error(`the arrangement of offering ${offering.id} was not written`);
  for (let start = 0; start < seats.length; start += ROWS_A_STATEMENT) {
    await tx.insert(roomSeats).values(
      seats.slice(start, start + ROWS_A_STATEMENT).map((seat) => ({
        ...seat,
        arrangementId: arrangement.id,
        offeringId: offering.id,
        examSchoolCode: offering.schoolCode,
      })),
    );
  }
  await recordAudit(tx, {
    actor: round.actor,
    action: 'arranged',
    target: round.target,
    details: { round: arrangement.round, seed, roomSize, seatCount: seats.length },
    happenedAt: at,
  });
}
