import { type Scope, scopesAround } from '../scopes.ts';
import type { Subject } from '../subjects.ts';
import type { Instant, Period } from '../time.ts';
import type { ExtraWindow } from './extra-window.ts';
import type { AgreementText } from './agreement-texts.ts';
import type { CampusRecord, CampusSettings, Named, SchoolSettings } from './campus.ts';
import type { ExamSessionSettings } from './settings.ts';
import type { ScopedWindow } from './windows.ts';

/**
 * - `draft`: staff are setting it up; candidates do not see it
 * - `open`: what candidates may do follows from its windows
 * - `closed`: it is over, and nothing of it is set any more
 */
export const EXAM_SESSION_STATES = ['draft', 'open', 'closed'] as const;

export type ExamSessionState = (typeof EXAM_SESSION_STATES)[number];

/** 考次 with its settings. */
export interface ExamSession {
  id: string;
  state: ExamSessionState;
  nameZh: string;
  nameEn: string;
  settings: ExamSessionSettings;
}

/** A subject offered at a campus; the period is that in which it may be chosen. */
export interface Offering extends Period {
  id: number;
  campusCode: string;
  subjectCode: string;
  feeFen: number;
  examStartsAt: Instant | null;
  examEndsAt: Instant | null;
}

export interface School extends Named {
  settings: SchoolSettings;
}

export interface Campus extends Named {
  schoolCode: string;
  settings: CampusSettings;
}

/** The versions of what staff have set, by scope; each only grows, and a scope where nothing was set has version 0. */
export type ScopeVersions = Readonly<Partial<Record<Scope, number>>>;

/** What staff have set for one scope, as of one version. */
export interface ScopeSettings {
  version: number;
  windows: ScopedWindow[];
  /** The school, when the scope is one. */
  school: School | null;
  /** The campus, when the scope is one. */
  campus: Campus | null;
  /** The subjects offered there, when the scope is a campus. */
  offerings: Offering[];
}

/**
 * Everything that staff have set for an exam session, as one value that never changes: what they set next makes another
 * one. Seats, queues and records are no part of it.
 */
export interface Season {
  examSession: ExamSession;
  /** The catalogue, by code. */
  subjects: readonly Subject[];
  /** Every version of the texts that candidates are shown. */
  texts: readonly AgreementText[];
  scopes: ReadonlyMap<Scope, ScopeSettings>;
  /** The campus of each offering. */
  campusOfOffering: ReadonlyMap<number, string>;
  /** The extra window of the candidate for whom this is the season; unset: it is everybody's. */
  extra?: ExtraWindow;
}

/** The scopes around several places, each once. */
function scopesAroundAll(codes: Iterable<string>): Scope[] {
  return [...new Set([...codes].flatMap(scopesAround))];
}

/**
 * Adds up the versions of a season around some places. The sum is itself a version of them: it grows whenever one of
 * them does, and never else.
 */
export function seasonVersion(season: Season, codes: Iterable<string>): number {
  return scopesAroundAll(codes).reduce((sum, scope) => sum + (season.scopes.get(scope)?.version ?? 0), 0);
}

/** Lists the scopes that are newer than a season knows them. */
export function scopesBehind({ scopes }: Season, versions: ScopeVersions): Scope[] {
  return (Object.keys(versions) as Scope[]).filter(
    (scope) => (scopes.get(scope)?.version ?? 0) < (versions[scope] ?? 0),
  );
}

/** Lists every window that applies to some places, given by province, school or campus code. */
export function windowsAround({ scopes }: Season, ...codes: string[]): ScopedWindow[] {
  return scopesAroundAll(codes).flatMap((scope) => scopes.get(scope)?.windows ?? []);
}

/** Finds a campus with its school; null for an unknown code. */
export function findCampus({ scopes }: Season, code: string): (Campus & { school: School }) | null {
  const campus = scopes.get(code as Scope)?.campus;
  const school = campus && scopes.get(campus.schoolCode as Scope)?.school;
  return campus && school ? { ...campus, school } : null;
}

/** Reads what the school has set for a campus; an unknown campus allows nothing. */
export function campusSettings({ scopes }: Season, code: string): CampusSettings {
  return scopes.get(code as Scope)?.campus?.settings ?? { writtenCampusCodes: [] };
}

/** Tells whether the school of a campus prints the admission tickets of a subject itself (学校统一打印). */
export function isPrintedBySchool(season: Season, place: { campus: string; subject: string }): boolean {
  const { schoolPrintedSubjects = [] } = findCampus(season, place.campus)?.school.settings ?? {};
  return schoolPrintedSubjects.includes(place.subject);
}

/** Names a campus of a record. @throws Error for an unknown code: records hold only existing ones */
export function campusNamed(season: Season, code: string): CampusRecord {
  const campus = findCampus(season, code);
  if (!campus) throw new Error(`no campus ${code}`);
  return campus;
}

/** Names a subject of a record. @throws Error for an unknown code: records hold only existing ones */
export function subjectNamed({ subjects }: Season, code: string): Subject {
  const found = subjects.find((subject) => subject.code === code);
  if (!found) throw new Error(`no subject ${code}`);
  return found;
}

/** Lists the subjects offered at a campus, by code. */
export function offeringsAt({ scopes }: Season, campusCode: string): Offering[] {
  return scopes.get(campusCode as Scope)?.offerings ?? [];
}

/** Finds an offering of this exam session; null for an unknown id. */
export function findOffering(season: Season, id: number): Offering | null {
  const campusCode = season.campusOfOffering.get(id);
  if (campusCode === undefined) return null;
  return offeringsAt(season, campusCode).find((offering) => offering.id === id) ?? null;
}

/** Makes the season in which some scopes are as they were just read. */
export function withScopes(
  season: Season,
  read: Pick<Season, 'examSession' | 'subjects' | 'texts'> | null,
  renewed: ReadonlyMap<Scope, ScopeSettings>,
): Season {
  const scopes = new Map(season.scopes);
  const offered = [...renewed].flatMap(([scope, settings]) => {
    const before = scopes.get(scope)?.offerings ?? [];
    scopes.set(scope, settings);
    return settings.offerings.filter(({ id }) => !before.some((known) => known.id === id));
  });
  return {
    ...season,
    ...read,
    scopes,
    campusOfOffering:
      offered.length === 0
        ? season.campusOfOffering
        : new Map([
            ...season.campusOfOffering,
            ...offered.map(({ id, campusCode }): [number, string] => [id, campusCode]),
          ]),
  };
}
