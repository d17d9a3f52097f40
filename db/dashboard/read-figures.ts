import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { ByHour, Sums } from '../../domain/dashboard/figures.ts';
import type { Named } from '../../domain/exam-session/campus.ts';
import type { Scope } from '../../domain/scopes.ts';
import { beginsWith } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { campuses, counters, offerings, provinces, schools, seatPools } from '../schema/index.ts';

/** What is counted by its hour. */
const HOURLY = ['registered', 'payments', 'paymentsFen'] as const;

/** The seats of a subject at a place, added up. */
export interface SeatFigures {
  place: string;
  subject: string;
  capacity: number;
  free: number;
  held: number;
  offered: number;
  paid: number;
  waiting: number;
}

/** The figures of an exam session in a scope: out of counters and seat pools, whatever the number of candidates. */
export interface Figures {
  sums: Sums;
  byHour: Record<(typeof HOURLY)[number], ByHour[]>;
  /** The places right inside the scope: provinces, schools, or campuses, for which only seats are counted. */
  places: (Named & { sums: Sums | null })[];
  seats: SeatFigures[];
}

/** Reads the figures of an exam session in the country, a province or a school. */
export async function readFigures(db: Reader, examSessionId: string, scope: Scope): Promise<Figures> {
  const { measure, hour, amount } = counters;
  const isHere = and(eq(counters.examSessionId, examSessionId), eq(counters.scope, scope));
  // Money that belongs to no order of ours belongs to no exam session either: the centre sees it with each.
  const unowned = and(eq(counters.examSessionId, ''), eq(counters.scope, scope));
  const [totals, hours, places, seats] = await Promise.all([
    db
      .select({ measure, amount: sql<number>`sum(${amount})`.mapWith(Number) })
      .from(counters)
      .where(and(or(isHere, unowned), eq(hour, 0)))
      .groupBy(measure),
    db
      .select({ measure, hour, amount })
      .from(counters)
      .where(and(isHere, inArray(measure, [...HOURLY]), gt(hour, 0)))
      .orderBy(asc(measure), asc(hour)),
    readPlaces(db, examSessionId, scope),
    readSeatFigures(db, examSessionId, scope),
  ]);
  const hoursOf = (wanted: (typeof HOURLY)[number]) => hours.filter((one) => one.measure === wanted);
  return {
    sums: sumsOf(totals),
    byHour: {
      registered: hoursOf('registered'),
      payments: hoursOf('payments'),
      paymentsFen: hoursOf('paymentsFen'),
    },
    places,
    seats,
  };
}

async function readPlaces(db: Reader, examSessionId: string, scope: Scope): Promise<Figures['places']> {
  const { measure } = counters;
  const table = (scope === '*' ? provinces : scope.length === 2 ? schools : campuses) as typeof provinces;
  const { code, nameZh, nameEn } = table;
  const inside = scope === '*' ? undefined : beginsWith(code, scope);
  const named = await db.select({ code, nameZh, nameEn }).from(table).where(inside).orderBy(asc(code));
  if (scope.length > 2) return named.map((place) => ({ ...place, sums: null }));
  const rows = await db
    .select({ scope: counters.scope, measure, amount: counters.amount })
    .from(counters)
    .where(
      and(
        eq(counters.examSessionId, examSessionId),
        eq(counters.hour, 0),
        // Subjects are told apart in the figures of payment.
        sql`not starts_with(${measure}, 'entries')`,
        scope === '*'
          ? inArray(counters.scope, db.select({ code }).from(table))
          : beginsWith(counters.scope, scope),
      ),
    );
  const byPlace = new Map<string, typeof rows>();
  for (const row of rows) byPlace.set(row.scope, [...(byPlace.get(row.scope) ?? []), row]);
  return named.map((place) => ({ ...place, sums: sumsOf(byPlace.get(place.code) ?? []) }));
}

/** Adds up the pools, which are counters themselves, by the place right inside the scope and by subject. */
async function readSeatFigures(db: Reader, examSessionId: string, scope: Scope): Promise<SeatFigures[]> {
  const { campusCode, subjectCode } = offerings;
  const length = scope === '*' ? 2 : scope.length === 2 ? 5 : 6;
  const place = sql<string>`left(${campusCode}, ${sql.raw(String(length))})`;
  const total = (column: PgColumn) => sql<number>`sum(${column})`.mapWith(Number);
  return db
    .select({
      place,
      subject: subjectCode,
      capacity: total(seatPools.capacity),
      free: total(seatPools.free),
      held: total(seatPools.held),
      offered: total(seatPools.offered),
      paid: total(seatPools.paid),
      waiting: total(seatPools.waiting),
    })
    .from(offerings)
    .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
    .where(
      and(
        eq(offerings.examSessionId, examSessionId),
        scope === '*' ? undefined : beginsWith(campusCode, scope),
      ),
    )
    .groupBy(place, subjectCode)
    .orderBy(place, subjectCode);
}

function sumsOf(rows: { measure: string; amount: number }[]): Sums {
  return new Map(rows.map(({ measure, amount }) => [measure, amount]));
}
