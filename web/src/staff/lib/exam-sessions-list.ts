import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../lib/client.ts';

/** Under this key everything that is set for exam sessions is kept. */
export const EXAM_SESSIONS = ['staffExamSessions'];

/** The newest exam sessions with their state, drafts too. */
export const examSessionsQuery = queryOptions({
  queryKey: [...EXAM_SESSIONS, 'list'],
  queryFn: () => answer(client.api.staff['exam-sessions'].$get({ query: {} })),
});
