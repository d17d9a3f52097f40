import { currentExamSession } from '../../db/exam-session/current-exam-session.ts';
import type { ExamSessionRecord } from '../../db/exam-session/list-exam-sessions.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';

/** @throws ApiError EXAM_SESSION_UNKNOWN */
export async function examSessionNamed(
  deps: Pick<ApiDependencies, 'db' | 'clock'>,
  id: string | undefined,
): Promise<ExamSessionRecord> {
  const examSession = await currentExamSession(deps.db, deps.clock.now(), id);
  if (!examSession) throw new ApiError('EXAM_SESSION_UNKNOWN');
  return examSession;
}
