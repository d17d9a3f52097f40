import { and, eq, sql } from 'drizzle-orm';
import { beijingDay } from '../../domain/beijing-time.ts';
import { TRIES_A_DAY } from '../../domain/review/tries.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { reviewTries } from '../schema/index.ts';

/** Reads how many look-ups a passport has left on the day of a moment. */
export async function reviewTriesLeft(db: Database, passportId: string, now: Instant): Promise<number> {
  const [made] = await db
    .select({ count: sql<number>`cardinality(${reviewTries.requests})` })
    .from(reviewTries)
    .where(and(eq(reviewTries.passportId, passportId), eq(reviewTries.day, beijingDay(now))));
  return Math.max(0, TRIES_A_DAY - (made?.count ?? 0));
}

/**
 * Counts a look-up of a score before it is made, so that simultaneous ones count too. The same request counts once,
 * however often it is sent.
 * @returns whether the look-up may be made
 */
export async function countReviewTry(
  db: Database,
  passportId: string,
  request: string,
  now: Instant,
): Promise<boolean> {
  const known = sql`excluded.requests[1] = any(${reviewTries.requests})`;
  const counted = await db
    .insert(reviewTries)
    .values({ passportId, day: beijingDay(now), requests: [request] })
    .onConflictDoUpdate({
      target: [reviewTries.passportId, reviewTries.day],
      set: {
        requests: sql`case when ${known} then ${reviewTries.requests} else ${reviewTries.requests} || excluded.requests end`,
      },
      setWhere: sql`${known} or cardinality(${reviewTries.requests}) < ${TRIES_A_DAY}`,
    })
    .returning({ day: reviewTries.day });
  return counted.length > 0;
}
