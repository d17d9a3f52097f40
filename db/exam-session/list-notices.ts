import { and, desc, inArray, lte } from 'drizzle-orm';
import { notices } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

const MAX_NOTICES = 50;

/** The newest published notices of some scopes. */
export async function listNotices(
  db: Reader,
  scopes: string[],
  now: Date,
): Promise<(typeof notices.$inferSelect)[]> {
  return db
    .select()
    .from(notices)
    .where(and(inArray(notices.scope, scopes), lte(notices.publishedAt, now)))
    .orderBy(desc(notices.publishedAt), desc(notices.id))
    .limit(MAX_NOTICES);
}
