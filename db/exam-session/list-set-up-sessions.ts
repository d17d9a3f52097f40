import { and, asc, desc, eq, or } from 'drizzle-orm';
import type { ExamSession, ExamSessionState } from '../../domain/exam-session/season.ts';
import { contains } from '../contains.ts';
import type { Direction } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { examSessions } from '../schema/index.ts';

const MAX_EXAM_SESSIONS = 100;

const ORDERS = { id: examSessions.id, nameZh: examSessions.nameZh, state: examSessions.state } as const;

export type SessionSort = keyof typeof ORDERS;
export const SESSION_SORTS = Object.keys(ORDERS) as [SessionSort, ...SessionSort[]];

export interface SessionFilter {
  /** A part of the id or of a name. */
  search?: string | undefined;
  state?: ExamSessionState | undefined;
  /** By id unless given. */
  sort?: SessionSort | undefined;
  /** Descending unless given. */
  order?: Direction | undefined;
}

/** Lists exam sessions, newest first unless asked otherwise; in any state unless one is given. */
export async function listSetUpSessions(
  db: Reader,
  { search, state, sort = 'id', order = 'desc' }: SessionFilter = {},
): Promise<ExamSession[]> {
  const { id, nameZh, nameEn } = examSessions;
  const inOrder = order === 'asc' ? asc : desc;
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
    .orderBy(inOrder(ORDERS[sort]), inOrder(id))
    .limit(MAX_EXAM_SESSIONS);
}
