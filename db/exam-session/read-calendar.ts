import { and, asc, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { ExamSession } from '../../domain/exam-session/season.ts';
import type { ScopedWindow } from '../../domain/exam-session/windows.ts';
import type { Named } from '../../domain/exam-session/campus.ts';
import type { Period } from '../../domain/time.ts';
import { atOneMoment } from '../at-one-moment.ts';
import { builtOnce } from '../built-once.ts';
import type { Database } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { examSessions, provinces, settingsVersions, windows } from '../schema/index.ts';
import { type ExamTimeRecord, listExamTimes, listOfferingProvinces } from './list-exam-times.ts';
import { SHARED } from './settings-versions.ts';

/** An exam session with the windows of the country and its provinces. */
export interface ListedExamSession extends ExamSession {
  windows: ScopedWindow[];
  /** The time from the opening of the first of these windows to the end of the last; null: there are none. */
  period: Period | null;
}

export interface CalendarEntry extends ListedExamSession {
  examTimes: ExamTimeRecord[];
  /** The codes of the provinces in which any of them is offered. */
  offeredIn: string[];
}

/**
 * Versions of a calendar: under `*` of what all exam sessions share and of which there are, under an exam session of its
 * exam times. Each only grows.
 */
type CalendarVersions = Readonly<Record<string, number>>;

/** The newest exam sessions, newest first, and the provinces. Drafts are not among them. */
export interface Calendar {
  versions: CalendarVersions;
  examSessions: CalendarEntry[];
  provinces: Named[];
}

const MAX_EXAM_SESSIONS = 20;
const MAX_PROVINCES = 100;

/** Tells whether something has changed since a calendar was read. */
export function isOlder({ versions }: Calendar, present: CalendarVersions): boolean {
  return Object.entries(present).some(([owner, version]) => (versions[owner] ?? 0) < version);
}

export async function readCalendarVersions(db: Reader): Promise<CalendarVersions> {
  const rows = await versionsRead(db, {});
  return Object.fromEntries(rows.map((row) => [row.owner, row.version]));
}

const versionsRead = builtOnce((db) => {
  const { examSessionId, scope, version } = settingsVersions;
  return db
    .select({ owner: examSessionId, version: sql<number>`sum(${version})`.mapWith(Number) })
    .from(settingsVersions)
    .where(
      or(
        // The names of subjects belong to the whole country.
        and(eq(examSessionId, SHARED), inArray(scope, ['calendar', '*'])),
        and(inArray(examSessionId, newest(db)), eq(scope, 'calendar')),
      ),
    )
    .groupBy(examSessionId);
});

/**
 * Reads the calendar, all as of one moment.
 * @param known an earlier one: the exam times, and where they are, that have not changed since are taken from it, because finding them means
 * searching all offerings
 */
export async function readCalendar(db: Database, known: Calendar | null): Promise<Calendar> {
  return atOneMoment(db, async (tx) => {
    const [versions, sessions, places] = await Promise.all([
      readCalendarVersions(tx),
      listExamSessions(tx),
      tx.select().from(provinces).orderBy(asc(provinces.code)).limit(MAX_PROVINCES),
    ]);
    const knownOf = (id: string) => {
      const isSame = known && [SHARED, id].every((owner) => known.versions[owner] === versions[owner]);
      return isSame ? known.examSessions.find((session) => session.id === id) : undefined;
    };
    const listed = sessions.map(async (session): Promise<CalendarEntry> => {
      const { examTimes, offeredIn } = knownOf(session.id) ?? {
        examTimes: await listExamTimes(tx, session.id),
        offeredIn: await listOfferingProvinces(tx, session.id),
      };
      return { ...session, examTimes, offeredIn };
    });
    return { versions, examSessions: await Promise.all(listed), provinces: places };
  });
}

function newest(db: Reader) {
  return db
    .select({ id: examSessions.id })
    .from(examSessions)
    .where(ne(examSessions.state, 'draft'))
    .orderBy(desc(examSessions.id))
    .limit(MAX_EXAM_SESSIONS);
}

/** Lists the newest exam sessions but drafts, newest first, with the windows of the country and its provinces. */
export async function listExamSessions(db: Reader): Promise<ListedExamSession[]> {
  const sessions = await db
    .select()
    .from(examSessions)
    .where(inArray(examSessions.id, newest(db)));
  const set = await db
    .select()
    .from(windows)
    .where(and(inArray(windows.examSessionId, newest(db)), sql`length(${windows.scope}) <= 2`));
  return sessions
    .map((session) => {
      const own = set.filter((window) => window.examSessionId === session.id);
      return { ...session, windows: own, period: spanOf(own) };
    })
    .toSorted((one, other) => (one.id < other.id ? 1 : -1));
}

function spanOf(own: ScopedWindow[]): Period | null {
  if (own.length === 0) return null;
  return {
    opensAt: Math.min(...own.map((window) => window.opensAt)),
    closesAt: Math.max(...own.map((window) => window.closesAt)),
  };
}
