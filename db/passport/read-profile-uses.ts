import { and, eq, inArray } from 'drizzle-orm';
import type { ProfileUse } from '../../domain/passport/profile-lock.ts';
import { registrations, reviews } from '../schema/index.ts';
import { datedExamSessions } from '../exam-session/current-exam-session.ts';
import type { Reader } from '../reader.ts';

/** Lists, per exam session, whether a registration or a re-check relies on the passport's name and ID number. */
export async function readProfileUses(db: Reader, passportId: string): Promise<ProfileUse[]> {
  const examSessions = await datedExamSessions(db);
  const ids = examSessions.map(({ id }) => id);
  if (ids.length === 0) return [];
  const registered = await db
    .select({ examSessionId: registrations.examSessionId })
    .from(registrations)
    .where(and(inArray(registrations.examSessionId, ids), eq(registrations.passportId, passportId)));
  const rechecked = await db
    .select({ examSessionId: reviews.examSessionId })
    .from(reviews)
    .where(
      and(
        inArray(reviews.examSessionId, ids),
        eq(reviews.passportId, passportId),
        inArray(reviews.state, ['pending', 'approved']),
      ),
    );
  return examSessions.map(({ id, period }) => ({
    period,
    registered: registered.some(({ examSessionId }) => examSessionId === id),
    rechecked: rechecked.some(({ examSessionId }) => examSessionId === id),
  }));
}
