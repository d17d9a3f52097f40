import { and, desc, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import { notices } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

const MAX_NOTICES = 50;

/** The newest notices that are shown now, of some scopes. */
export async function listNotices(
  db: Reader,
  scopes: string[],
  now: Instant,
): Promise<(typeof notices.$inferSelect)[]> {
  return db
    .select()
    .from(notices)
    .where(
      and(
        inArray(notices.scope, scopes),
        lte(notices.publishedAt, now),
        or(isNull(notices.shownUntil), gt(notices.shownUntil, now)),
      ),
    )
    .orderBy(desc(notices.publishedAt), desc(notices.id))
    .limit(MAX_NOTICES);
}
