import type { Database } from '../../db/connect.ts';
import { listExamSessionIds } from '../../db/roll/import-facts.ts';
import { ImportError } from './import-error.ts';

/** @throws ImportError UNKNOWN_SESSION, naming the exam sessions that exist */
export async function requireSession(db: Database, examSessionId: string): Promise<void> {
  const sessions = await listExamSessionIds(db);
  if (sessions.includes(examSessionId)) return;
  const known = sessions.join(', ');
  throw new ImportError('UNKNOWN_SESSION', {
    zh: `没有考次 ${examSessionId}；${known ? `可选：${known}` : '请先建立考次'}`,
    en: `there is no exam session ${examSessionId}; ${known ? `choose from: ${known}` : 'create one first'}`,
  });
}
