import { and, eq, exists, gt, inArray, lt, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { SessionToOpen } from '../../domain/exam-session/session-to-open.ts';
import { isInScope, readScope, schoolCodeOf, type Scope, scopesAround } from '../../domain/scopes.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import {
  campuses,
  candidates,
  examSessions,
  offerings,
  seatPools,
  subjects,
  windows,
} from '../schema/index.ts';
import { readAgreementTexts } from './read-agreement-texts.ts';
import { scopedWindowColumns } from './read-windows.ts';

/**
 * Reads everything of an exam session that may be missing before it is opened.
 * @param scope what lies in it is read, and the windows around it
 */
export async function readToOpen(db: Reader, examSessionId: string, scope: Scope): Promise<SessionToOpen> {
  const { campusCode, subjectCode, feeFen, examStartsAt, examEndsAt, opensAt, closesAt } = offerings;
  const onRoll = db
    .select({ one: sql`1` })
    .from(candidates)
    .where(
      and(
        eq(candidates.examSessionId, examSessionId),
        eq(candidates.schoolCode, campuses.schoolCode),
        eq(candidates.campusCode, campuses.code),
      ),
    );
  const around = schoolAround(scope);
  const [[session], set, offered, texts, places, heldElsewhere] = await Promise.all([
    db
      .select({ state: examSessions.state, settings: examSessions.settings })
      .from(examSessions)
      .where(eq(examSessions.id, examSessionId)),
    db
      .select(scopedWindowColumns)
      .from(windows)
      .where(
        and(
          eq(windows.examSessionId, examSessionId),
          or(inScope(windows.scope, scope), inArray(windows.scope, scopesAround(scope))),
        ),
      ),
    db
      .select({
        campusCode,
        subjectCode,
        language: subjects.language,
        level: subjects.level,
        mode: subjects.mode,
        feeFen,
        examStartsAt,
        examEndsAt,
        opensAt,
        closesAt,
        capacity: sql<number>`coalesce(${seatPools.capacity}, 0)`.mapWith(Number),
      })
      .from(offerings)
      .innerJoin(subjects, eq(subjects.code, subjectCode))
      .leftJoin(seatPools, eq(seatPools.offeringId, offerings.id))
      .where(and(eq(offerings.examSessionId, examSessionId), inScope(campusCode, around))),
    readAgreementTexts(db),
    db
      .select({
        code: campuses.code,
        settings: campuses.settings,
        isOnRoll: sql<boolean>`${exists(onRoll)}`,
      })
      .from(campuses)
      .where(inScope(campuses.code, around))
      .orderBy(campuses.code),
    readHeldElsewhere(db, examSessionId, scope),
  ]);
  const { state = 'draft', settings } = session ?? {};
  const part = (isPart: boolean) => ({
    offerings: offered.filter((one) => isInScope(one.campusCode, scope) === isPart),
    campuses: places.filter(({ code }) => isInScope(code, scope) === isPart),
  });
  return {
    id: examSessionId,
    state,
    supportPhone: settings?.supportPhone ?? '',
    supportHoursZh: settings?.supportHoursZh ?? '',
    supportHoursEn: settings?.supportHoursEn ?? '',
    scope,
    windows: set,
    texts,
    heldElsewhere,
    ...part(true),
    besides: part(false),
  };
}

/** Finds the exams of an exam session that another one, which is open, holds at the same campus and time. */
function readHeldElsewhere(db: Reader, examSessionId: string, scope: Scope) {
  const other = alias(offerings, 'other');
  return db
    .select({
      examSessionId: other.examSessionId,
      campusCode: other.campusCode,
      subjectCode: other.subjectCode,
    })
    .from(offerings)
    .innerJoin(
      other,
      and(
        ne(other.examSessionId, offerings.examSessionId),
        eq(other.campusCode, offerings.campusCode),
        eq(other.subjectCode, offerings.subjectCode),
        lt(other.examStartsAt, offerings.examEndsAt),
        gt(other.examEndsAt, offerings.examStartsAt),
      ),
    )
    .innerJoin(examSessions, and(eq(examSessions.id, other.examSessionId), eq(examSessions.state, 'open')))
    .where(and(eq(offerings.examSessionId, examSessionId), inScope(offerings.campusCode, scope)))
    .orderBy(other.examSessionId, other.campusCode, other.subjectCode);
}

/** Gives the school of a campus; any other scope as it is. */
function schoolAround(scope: Scope): Scope {
  return /^\d{6}$/.test(scope) ? (readScope(schoolCodeOf(scope)) ?? scope) : scope;
}
