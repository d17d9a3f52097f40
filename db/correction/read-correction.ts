import { and, count, eq, isNull, ne } from 'drizzle-orm';
import type { SavedPerson } from '../../domain/registration/correction-values.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { candidates, corrections, passports, registrations, reviews } from '../schema/index.ts';
import { type SubmissionFilter, submissionsOf } from '../staff/submitted-order.ts';

export type CorrectionRecord = typeof corrections.$inferSelect;

export async function readCorrection(db: Reader, id: string): Promise<CorrectionRecord | null> {
  const [record] = await db.select().from(corrections).where(eq(corrections.id, id)).limit(1);
  return record ?? null;
}

/** Lists corrections of a scope in a state: those waiting longest first, decided ones newest first. */
export async function listCorrectionRecords(
  db: Reader,
  filter: SubmissionFilter,
): Promise<CorrectionRecord[]> {
  const { where, orderBy } = submissionsOf(corrections, filter);
  return db
    .select()
    .from(corrections)
    .where(where)
    .orderBy(...orderBy)
    .limit(filter.limit);
}

/** Tells whether another open passport than the bound one reserves a number. */
export async function isReservedElsewhere(
  db: Reader,
  { idNumberIndex, passportId }: { idNumberIndex: string; passportId: string },
): Promise<boolean> {
  const held = and(
    eq(passports.idNumberIndex, idNumberIndex),
    isNull(passports.closedAt),
    eq(passports.hold, 'reserving'),
    ne(passports.id, passportId),
  );
  const [found] = await db.select({ id: passports.id }).from(passports).where(held).limit(1);
  return found !== undefined;
}

/** Tells whether a re-check of a candidate waits for its reviewer. */
export async function isReviewPending(
  db: Reader,
  of: { examSessionId: string; passportId: string },
): Promise<boolean> {
  const [row] = await db
    .select({ waiting: count() })
    .from(reviews)
    .where(
      and(
        eq(reviews.examSessionId, of.examSessionId),
        eq(reviews.passportId, of.passportId),
        eq(reviews.state, 'pending'),
      ),
    );
  return (row?.waiting ?? 0) > 0;
}

/** Reads a registration and its roll entry as they stand, or null. */
export async function readCorrected(db: Reader, registrationId: string) {
  const [found] = await db
    .select({ registration: registrations, candidate: candidates })
    .from(registrations)
    .innerJoin(candidates, eq(candidates.id, registrations.id))
    .where(eq(registrations.id, registrationId));
  return found ?? null;
}

/** Locks a registration and then its roll entry, in the order in which saving locks them. */
export async function lockCorrected(tx: Transaction, registrationId: string) {
  const [registration] = await tx
    .select()
    .from(registrations)
    .where(eq(registrations.id, registrationId))
    .for('update');
  const [candidate] = await tx
    .select()
    .from(candidates)
    .where(eq(candidates.id, registrationId))
    .for('update');
  return registration && candidate ? { registration, candidate } : null;
}

/** Picks what can be corrected out of a roll row and the photo beside it. */
export function savedPerson({ name, idType, idNumber }: RollRow, photoId: string | null): SavedPerson {
  return { name, idType, idNumber, photoId };
}
