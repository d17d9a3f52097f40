import { eq } from 'drizzle-orm';
import { chooseCurrent } from '../../domain/exam-session/current-exam-session.ts';
import type { Period } from '../../domain/time.ts';
import type { Reader } from '../reader.ts';
import { examSessions } from '../schema/index.ts';
import { type ExamSessionRecord, listExamSessions, listProvinceWindows } from './list-exam-sessions.ts';

/** Reads the named exam session, or the current one when no name is given; null when there is none. */
export async function currentExamSession(
  db: Reader,
  now: Date,
  id?: string,
): Promise<ExamSessionRecord | null> {
  if (id !== undefined) {
    const [record] = await db.select().from(examSessions).where(eq(examSessions.id, id)).limit(1);
    return record ?? null;
  }
  return chooseCurrent(await datedExamSessions(db), now.getTime());
}

/**
 * Lists the newest exam sessions, each with the period from the opening of its first window to the end of its last one.
 */
export async function datedExamSessions(
  db: Reader,
): Promise<(ExamSessionRecord & { period: Period | null })[]> {
  const records = await listExamSessions(db);
  const all = await listProvinceWindows(
    db,
    records.map((record) => record.id),
  );
  return records.map((record) => {
    const own = all.filter((window) => window.examSessionId === record.id);
    const period =
      own.length === 0
        ? null
        : {
            opensAt: Math.min(...own.map((window) => window.opensAt)),
            closesAt: Math.max(...own.map((window) => window.closesAt)),
          };
    return { ...record, period };
  });
}
