import { and, eq, exists, inArray, type SQLWrapper, sql } from 'drizzle-orm';
import { LOCKING_REVIEW_STATES } from '../../domain/locking-reviews.ts';
import type { Reader } from '../reader.ts';
import { reviews } from '../schema/index.ts';

/** Tells in a statement whether a roll entry has a re-check of a passport that locks name and ID number. */
export function isRecheckedBy(db: Reader, candidateId: SQLWrapper, passportId: SQLWrapper | string) {
  const own = and(
    eq(reviews.candidateId, candidateId),
    eq(reviews.passportId, passportId),
    inArray(reviews.state, LOCKING_REVIEW_STATES),
  );
  return exists(db.select({ one: sql`1` }).from(reviews).where(own)).mapWith(Boolean);
}
