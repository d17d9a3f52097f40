import { and, eq, inArray, lt } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { examSessions, reviews } from '../schema/index.ts';
import { reviewEndsAt } from './read-review.ts';
import { leaveMessages } from '../messages/leave-message.ts';

const PLACES_AT_ONCE = 20;

/**
 * Tells re-checks whose online registration ends at another time because staff changed the exam session, so that their
 * workflows wait for the new end. Each change is looked at once per campus.
 */
export async function tellMovedEnds(db: Database, now: Date): Promise<void> {
  const places = await db
    .selectDistinct({
      examSessionId: reviews.examSessionId,
      campusCode: reviews.campusCode,
      settingsVersion: examSessions.settingsVersion,
    })
    .from(reviews)
    .innerJoin(examSessions, eq(examSessions.id, reviews.examSessionId))
    .where(
      and(
        inArray(reviews.state, ['pending', 'rejected']),
        lt(reviews.settingsVersion, examSessions.settingsVersion),
      ),
    )
    .limit(PLACES_AT_ONCE);
  for (const place of places) await tellPlace(db, place, now);
}

async function tellPlace(
  db: Database,
  place: { examSessionId: string; campusCode: string; settingsVersion: number },
  now: Date,
): Promise<void> {
  const { examSessionId, campusCode, settingsVersion } = place;
  await db.transaction(async (tx) => {
    const endsAt = new Date(await reviewEndsAt(tx, place));
    const compared = await tx
      .select({ id: reviews.id, endsAt: reviews.endsAt })
      .from(reviews)
      .where(
        and(
          eq(reviews.examSessionId, examSessionId),
          eq(reviews.campusCode, campusCode),
          inArray(reviews.state, ['pending', 'rejected']),
          lt(reviews.settingsVersion, settingsVersion),
        ),
      )
      .orderBy(reviews.id)
      .for('update');
    if (compared.length === 0) return;
    await tx
      .update(reviews)
      .set({ endsAt, settingsVersion })
      .where(
        inArray(
          reviews.id,
          compared.map(({ id }) => id),
        ),
      );
    const moved = compared.filter((review) => review.endsAt?.getTime() !== endsAt.getTime());
    if (moved.length === 0) return;
    await leaveMessages(
      tx,
      moved.map(({ id }) => ({
        key: `review-end/${id}/${settingsVersion}`,
        subject: `review/${id}`,
        message: { kind: 'reviewAhead' as const, reviewId: id },
        dueAt: now,
      })),
    );
  });
}
