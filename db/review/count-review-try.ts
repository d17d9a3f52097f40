import { sql } from 'drizzle-orm';
import { TRIES_A_DAY, tryDay } from '../../domain/review/tries.ts';
import type { Database } from '../connect.ts';
import { reviewTries } from '../schema/index.ts';

/**
 * Counts a look-up of a score before it is made, so that simultaneous ones count too. The same request counts once,
 * however often it is sent.
 * @returns whether the look-up may be made
 */
export async function countReviewTry(
  db: Database,
  passportId: string,
  request: string,
  now: Date,
): Promise<boolean> {
  const known = sql`excluded.requests[1] = any(${reviewTries.requests})`;
  const counted = await db
    .insert(reviewTries)
    .values({ passportId, day: tryDay(now.getTime()), requests: [request] })
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
