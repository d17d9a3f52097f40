import { and, desc, eq, or } from 'drizzle-orm';
import type { ExamSession, ExamSessionState } from '../../domain/exam-session/season.ts';
import { contains } from '../contains.ts';
import type { Reader } from '../reader.ts';
import { examSessions } from '../schema/index.ts';

const MAX_EXAM_SESSIONS = 100;

export interface SessionFilter {
  /** A part of the id or of a name. */
  search?: string | undefined;
  state?: ExamSessionState | undefined;
}

/** Lists the newest exam sessions, newest first; in any state unless one is given. */
export async function listSetUpSessions(
  db: Reader,
  { search, state }: SessionFilter = {},
): Promise<ExamSession[]> {
  const { id, nameZh, nameEn } = examSessions;
  return db
    .select()
    .from(examSessions)
    .where(
      and(
        search === undefined
          ? undefined
          : or(contains(id, search), contains(nameZh, search), contains(nameEn, search)),
        state === undefined ? undefined : eq(examSessions.state, state),
      ),
    )
    .orderBy(desc(id))
    .limit(MAX_EXAM_SESSIONS);
}
