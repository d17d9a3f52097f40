import { and, eq, isNotNull, isNull, max, min, sql } from 'drizzle-orm';
import type { SessionDate } from '../../domain/exam-session/session-dates.ts';
import type { Reader } from '../reader.ts';
import { lateLists, offerings, windows } from '../schema/index.ts';

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
  const late = await db
    .select({
      kind: sql<'late'>`'late'`,
      opensAt: min(lateLists.opensAt),
      closesAt: max(lateLists.payUntil),
    })
    .from(lateLists)
    .where(and(eq(lateLists.examSessionId, examSessionId), isNull(lateLists.endedAt)));
  return [...set, ...offered, ...exams, ...late].flatMap(({ opensAt, closesAt, ...date }): SessionDate[] =>
    opensAt === null || closesAt === null ? [] : [{ subjectCode: null, ...date, opensAt, closesAt }],
  );
}
