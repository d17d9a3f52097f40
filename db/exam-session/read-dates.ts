import { and, eq, isNotNull, max, min, sql } from 'drizzle-orm';
import type { SessionDate } from '../../domain/exam-session/session-dates.ts';
import type { Reader } from '../reader.ts';
import { offerings, windows } from '../schema/index.ts';

/** Reads the dates of an exam session, each over all places together. */
export async function readDates(db: Reader, examSessionId: string): Promise<SessionDate[]> {
  const set = await db
    .select({ kind: windows.kind, opensAt: min(windows.opensAt), closesAt: max(windows.closesAt) })
    .from(windows)
    .where(eq(windows.examSessionId, examSessionId))
    .groupBy(windows.kind);
  const ofSession = eq(offerings.examSessionId, examSessionId);
  const offered = await db
    .select({
      kind: sql<'offering'>`'offering'`,
      opensAt: min(offerings.opensAt),
      closesAt: max(offerings.closesAt),
    })
    .from(offerings)
    .where(ofSession);
  const exams = await db
    .select({
      kind: sql<'exam'>`'exam'`,
      subjectCode: offerings.subjectCode,
      opensAt: min(offerings.examStartsAt),
      closesAt: max(offerings.examEndsAt),
    })
    .from(offerings)
    .where(and(ofSession, isNotNull(offerings.examStartsAt), isNotNull(offerings.examEndsAt)))
    .groupBy(offerings.subjectCode);
  return [...set, ...offered, ...exams].flatMap(({ opensAt, closesAt, ...date }): SessionDate[] =>
    opensAt === null || closesAt === null ? [] : [{ subjectCode: null, ...date, opensAt, closesAt }],
  );
}
