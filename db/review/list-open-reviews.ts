import { and, asc, gt, inArray } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { reviews } from '../schema/index.ts';

/** Lists the ids of the re-checks whose workflow is running, in ascending order after one of them. */
export async function listOpenReviews(db: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(inArray(reviews.state, ['pending', 'rejected']), gt(reviews.id, after)))
    .orderBy(asc(reviews.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
