import { and, eq, inArray } from 'drizzle-orm';
import { LOCKING_REVIEW_STATES } from '../../domain/locking-reviews.ts';
import type { ProfileUse } from '../../domain/passport/profile-lock.ts';
import { registrations, reviews } from '../schema/index.ts';
import type { ListedExamSession } from '../exam-session/read-calendar.ts';
import type { Reader } from '../reader.ts';

/** Lists, per exam session, whether a registration or a re-check relies on the passport's name and ID number. */
export async function readProfileUses(
  db: Reader,
  passportId: string,
  examSessions: readonly Pick<ListedExamSession, 'id' | 'period'>[],
): Promise<ProfileUse[]> {
  const ids = examSessions.map(({ id }) => id);
  if (ids.length === 0) return [];
  const registered = db
    .select({ examSessionId: registrations.examSessionId })
    .from(registrations)
    .where(and(inArray(registrations.examSessionId, ids), eq(registrations.passportId, passportId)));
  const rechecked = db
    .select({ examSessionId: reviews.examSessionId })
    .from(reviews)
    .where(
      and(
        inArray(reviews.examSessionId, ids),
        eq(reviews.passportId, passportId),
        inArray(reviews.state, LOCKING_REVIEW_STATES),
      ),
    );
  const [inRegistration, inReview] = await Promise.all([registered, rechecked]);
  return examSessions.map(({ id, period }) => ({
    period,
    registered: inRegistration.some(({ examSessionId }) => examSessionId === id),
    rechecked: inReview.some(({ examSessionId }) => examSessionId === id),
  }));
}
