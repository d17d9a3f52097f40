import { and, asc, type Column, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { type ScopeSettings, type Season, withScopes } from '../../domain/exam-session/season.ts';
import type { Scope } from '../../domain/scopes.ts';
import { atOneMoment } from '../at-one-moment.ts';
import type { Database, Transaction } from '../connect.ts';
import { campuses, examSessions, offerings, schools, settingsVersions, windows } from '../schema/index.ts';
import { readAgreementTexts } from './read-agreement-texts.ts';
import { readSubjects } from './read-subjects.ts';
import { scopedWindowColumns } from './read-windows.ts';
import { SHARED } from './settings-versions.ts';

/** Reads a whole season; null when there is no such exam session. */
export async function readSeason(db: Database, examSessionId: string): Promise<Season | null> {
  return atOneMoment(db, async (tx) => {
    const whole = await readWhole(tx, examSessionId);
    if (!whole) return null;
    const nothing = { ...whole, scopes: new Map(), campusOfOffering: new Map() };
    return withScopes(nothing, whole, await readScopes(tx, examSessionId));
  });
}

/** Makes the season in which some scopes are as they are now; null when its exam session has gone. */
export async function renewSeason(db: Database, season: Season, scopes: Scope[]): Promise<Season | null> {
  const { id } = season.examSession;
  return atOneMoment(db, async (tx) => {
    const ofAll = scopes.includes('*');
    const [whole, renewed] = await Promise.all([
      ofAll ? readWhole(tx, id) : null,
      readScopes(tx, id, scopes),
    ]);
    return ofAll && !whole ? null : withScopes(season, whole, renewed);
  });
}

/** Reads what belongs to the scope of the whole country besides its windows. */
async function readWhole(
  tx: Transaction,
  examSessionId: string,
): Promise<Pick<Season, 'examSession' | 'subjects' | 'texts'> | null> {
  const [examSession] = await tx.select().from(examSessions).where(eq(examSessions.id, examSessionId));
  if (!examSession) return null;
  const [catalogue, texts] = await Promise.all([readSubjects(tx), readAgreementTexts(tx)]);
  return { examSession, subjects: catalogue, texts };
}

/** Reads some scopes, or all of which anything is set. */
async function readScopes(
  tx: Transaction,
  examSessionId: string,
  scopes?: Scope[],
): Promise<Map<Scope, ScopeSettings>> {
  const { scope, version } = settingsVersions;
  const among = (column: Column): SQL | undefined => scopes && inArray(column, scopes);
  const [versions, set, schoolRows, campusRows, offered] = await Promise.all([
    tx
      .select({ scope, version: sql<number>`sum(${version})`.mapWith(Number) })
      .from(settingsVersions)
      .where(and(inArray(settingsVersions.examSessionId, [examSessionId, SHARED]), among(scope)))
      .groupBy(scope),
    tx
      .select(scopedWindowColumns)
      .from(windows)
      .where(and(eq(windows.examSessionId, examSessionId), among(windows.scope))),
    tx.select().from(schools).where(among(schools.code)),
    tx.select().from(campuses).where(among(campuses.code)),
    tx
      .select()
      .from(offerings)
      .where(and(eq(offerings.examSessionId, examSessionId), among(offerings.campusCode)))
      .orderBy(asc(offerings.subjectCode)),
  ]);

  const read = new Map<Scope, ScopeSettings>();
  const settingsOf = (code: string): ScopeSettings => {
    const known = read.get(code as Scope);
    if (known) return known;
    const empty: ScopeSettings = { version: 0, windows: [], school: null, campus: null, offerings: [] };
    read.set(code as Scope, empty);
    return empty;
  };
  // Whatever has gone from a scope that was asked for is gone from the season, too.
  for (const asked of scopes ?? []) settingsOf(asked);
  for (const row of versions) if (row.scope !== 'calendar') settingsOf(row.scope).version = row.version;
  for (const window of set) settingsOf(window.scope).windows.push(window);
  for (const school of schoolRows) settingsOf(school.code).school = school;
  for (const campus of campusRows) settingsOf(campus.code).campus = campus;
  for (const { examSessionId: _, ...offering } of offered)
    settingsOf(offering.campusCode).offerings.push(offering);
  return read;
}
