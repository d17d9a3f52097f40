import { and, asc, desc, inArray, sql } from 'drizzle-orm';
import type { ScopedWindow } from '../../domain/exam-session/windows.ts';
import { examSessions, provinces, windows } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

export type ExamSessionRecord = typeof examSessions.$inferSelect;
export type ProvinceRecord = typeof provinces.$inferSelect;

const MAX_EXAM_SESSIONS = 20;
const MAX_PROVINCES = 100;

/** Lists the newest exam sessions first. */
export async function listExamSessions(db: Reader): Promise<ExamSessionRecord[]> {
  return db.select().from(examSessions).orderBy(desc(examSessions.id)).limit(MAX_EXAM_SESSIONS);
}

export async function listProvinces(db: Reader): Promise<ProvinceRecord[]> {
  return db.select().from(provinces).orderBy(asc(provinces.code)).limit(MAX_PROVINCES);
}

/** Lists the windows of whole exam sessions and provinces; those of schools and campuses are left out. */
export async function listProvinceWindows(
  db: Reader,
  examSessionIds: string[],
): Promise<(ScopedWindow & { examSessionId: string })[]> {
  if (examSessionIds.length === 0) return [];
  const rows = await db
    .select()
    .from(windows)
    .where(and(inArray(windows.examSessionId, examSessionIds), sql`length(${windows.scope}) <= 2`))
    .limit(MAX_EXAM_SESSIONS * MAX_PROVINCES * 4);
  return rows.map((row) => ({
    ...row,
    opensAt: row.opensAt.getTime(),
    closesAt: row.closesAt.getTime(),
  }));
}
