import { provinceCodeOf, type Scope, scopesAround } from '../scopes.ts';
import type { Subject } from '../subjects.ts';
import type { AgreementText } from './agreement-texts.ts';
import type { CampusSettings } from './campus.ts';
import type { OfferingTerms } from './offering-rules.ts';
import type { ExamSessionState } from './season.ts';
import { type ScopedWindow, windowsByScope } from './windows.ts';

/** A subject at a campus, as it is to be opened. */
export interface OfferingToOpen extends OfferingTerms, Pick<Subject, 'language' | 'level' | 'mode'> {
  campusCode: string;
  subjectCode: string;
  capacity: number;
}

/** Everything that is set for an exam session, as far as it may be missing. */
export interface SessionToOpen {
  id: string;
  state: ExamSessionState;
  supportPhone: string;
  supportHoursZh: string;
  supportHoursEn: string;
  /** The part of the country that it is about. */
  scope: Scope;
  windows: readonly ScopedWindow[];
  offerings: readonly OfferingToOpen[];
  texts: readonly AgreementText[];
  /** All campuses of that part, with their settings. */
  campuses: readonly CampusToOpen[];
  /** Its exams that another open exam session has at the same time and campus, with that one. */
  heldElsewhere?: readonly { examSessionId: string; campusCode: string; subjectCode: string }[];
  /** What the school of a campus has besides, where that part is one campus: people take written subjects at others. */
  besides?: Pick<SessionToOpen, 'offerings' | 'campuses'>;
}

/** A campus, whose people need something to choose. */
export interface CampusToOpen {
  code: string;
  settings: CampusSettings;
  /** True when somebody's roll entry is there. */
  isOnRoll: boolean;
}

/** Lists the campuses that offer something. */
export function campusesOffering(offerings: SessionToOpen['offerings']): string[] {
  return [...new Set(offerings.map(({ campusCode }) => campusCode))];
}

/** Lists the provinces of campuses. */
export function provincesOf(campuses: readonly string[]): string[] {
  return [...new Set(campuses.map(provinceCodeOf))];
}

/** Gives the function that finds the windows of all scopes around a campus. */
export function windowsAroundIn(windows: readonly ScopedWindow[]): (campus: string) => ScopedWindow[] {
  const byScope = windowsByScope(windows);
  return (campus) => scopesAround(campus).flatMap((scope) => byScope.get(scope) ?? []);
}
