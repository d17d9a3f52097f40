import { and, asc, eq, ne } from 'drizzle-orm';
import type { Review } from '../../domain/review/state.ts';
import type { Instant } from '../../domain/time.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import { type ReviewPersonal, reviewEvents, reviews } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { readWindows } from '../exam-session/read-windows.ts';
import type { Reader } from '../reader.ts';

export type ReviewRecord = typeof reviews.$inferSelect;

/** Reads a re-check by its id, even when it is deleted. */
export async function readReview(db: Reader, id: string): Promise<ReviewRecord | null> {
  const [record] = await db.select().from(reviews).where(eq(reviews.id, id)).limit(1);
  return record ?? null;
}

/** Reads the re-check that a passport has in an exam session, or null. */
export async function readReviewOf(
  db: Reader,
  passportId: string,
  examSessionId: string,
): Promise<ReviewRecord | null> {
  const [record] = await db
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.examSessionId, examSessionId),
        eq(reviews.passportId, passportId),
        ne(reviews.state, 'deleted'),
      ),
    )
    .limit(1);
  return record ?? null;
}

const MAX_EVENTS = 200;

/** Lists the events of a re-check, oldest first. */
export async function listReviewEvents(db: Reader, reviewId: string) {
  return db
    .select()
    .from(reviewEvents)
    .where(eq(reviewEvents.reviewId, reviewId))
    .orderBy(asc(reviewEvents.version))
    .limit(MAX_EVENTS);
}

/** The part of the record that decisions are taken on. */
export function reviewOf({ version, state, passportId, filedBy }: ReviewRecord): Review {
  return { version, state, passportId, filedBy };
}

export function openReviewPersonal(
  vault: Vault,
  record: Pick<ReviewRecord, 'id' | 'personal'>,
): ReviewPersonal {
  return vault.open(SEALED.review(record.id), record.personal);
}

export function sealReviewPersonal(vault: Vault, reviewId: string, personal: ReviewPersonal): string {
  return vault.seal(SEALED.review(reviewId), personal);
}

/** Reads when online registration ends at a campus according to the present settings; 0 when there is none. */
export async function reviewEndsAt(
  db: Reader,
  place: { examSessionId: string; campusCode: string },
): Promise<Instant> {
  const windows = await readWindows(db, place.examSessionId, place.campusCode);
  return effectiveWindow(windows, 'registration', place.campusCode)?.closesAt ?? 0;
}
