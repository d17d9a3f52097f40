import type { Database } from '../../db/connect.ts';
import { listSetUpSessions } from '../../db/exam-session/list-set-up-sessions.ts';
import type { ExamSessionState } from '../../domain/exam-session/season.ts';
import { StackError } from '../stack-error.ts';

/** Finds the exam session that is meant where none is named: the open one, else the draft; where there are several it asks. */
export async function sessionMeant(db: Database, print: (line: string) => void): Promise<string> {
  const sessions = await listSetUpSessions(db);
  const inState = (state: ExamSessionState) => sessions.filter((session) => session.state === state);
  const [meant, ...others] = inState('open').length > 0 ? inState('open') : inState('draft');
  if (!meant) throw new StackError('No exam session is open or being set up: name one with --session');
  if (others.length > 0) {
    const ids = [meant, ...others].map(({ id }) => id).join(', ');
    throw new StackError(`Several exam sessions are ${meant.state}: name one of ${ids} with --session`);
  }
  print(`Exam session ${meant.id} (${meant.state})`);
  return meant.id;
}
