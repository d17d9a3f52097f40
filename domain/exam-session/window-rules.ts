import { type Scope, scopesAround } from '../scopes.ts';
import type { Period } from '../time.ts';
import type { SettingFlaw } from './setting-flaws.ts';
import {
  effectiveWindow,
  intersection,
  managementEnd,
  type ScopedWindow,
  type WindowKind,
  windowsByScope,
} from './windows.ts';

/** All kinds of windows, in the order of a session. */
export const WINDOW_KINDS = [
  'rollCheck',
  'registration',
  'management',
  'transcript',
  'ticketOral',
  'ticketWritten',
  'transcriptAfterResults',
] as const satisfies readonly WindowKind[];

type Level = 'country' | 'province' | 'school' | 'campus';

const LEVEL_OF_LENGTH: Readonly<Record<number, Level>> = {
  1: 'country',
  2: 'province',
  5: 'school',
  6: 'campus',
};

/** The levels at which a window of each kind is set. */
const WINDOW_LEVELS: Readonly<Record<WindowKind, readonly Level[]>> = {
  rollCheck: ['country', 'province', 'school'],
  registration: ['country', 'province', 'school'],
  management: ['country', 'province', 'school', 'campus'],
  transcript: ['country'],
  transcriptAfterResults: ['country'],
  ticketWritten: ['country'],
  ticketOral: ['country'],
};

/** Tells whether a window of a kind is set at the level of a scope. */
export function isSetAt(kind: WindowKind, scope: Scope): boolean {
  const level = LEVEL_OF_LENGTH[scope.length];
  return level !== undefined && WINDOW_LEVELS[kind].includes(level);
}

/** A window of some subject at a campus. */
export interface OfferedPeriod extends Period {
  campusCode: string;
  subjectCode: string;
}

/**
 * Finds everything that is wrong with the windows that somebody wants to set for a scope: each is set at its level, ends after
 * it begins, lies inside those around it, and leaves everybody inside some time of their own.
 * @param others the windows of all other scopes
 * @param offered the subjects' windows inside the scope
 */
export function windowFlaws(
  scope: Scope,
  wanted: readonly ScopedWindow[],
  others: readonly ScopedWindow[],
  offered: readonly OfferedPeriod[],
): SettingFlaw[] {
  const own = wanted.flatMap((window, index): SettingFlaw[] => {
    const { kind } = window;
    const at = `${kind}/${scope}`;
    if (wanted.findIndex((other) => other.kind === kind) < index) return [{ code: 'WINDOW_TWICE', at }];
    if (!isSetAt(kind, scope)) return [{ code: 'WINDOW_SCOPE', at }];
    const isEmpty = window.opensAt >= window.closesAt;
    const same = others.filter((other) => other.kind === kind);
    return [
      ...(isEmpty ? [{ code: 'WINDOW_EMPTY' as const, at }] : []),
      ...same
        .filter((other) => isAround(other.scope, scope) && !isInside(window, other))
        .map((other): SettingFlaw => ({ code: 'WINDOW_OUTSIDE', at, against: other.scope, bound: other })),
      ...same
        .filter((other) => !isEmpty && isAround(scope, other.scope) && intersection([window, other]) === null)
        .map((other): SettingFlaw => ({ code: 'WINDOW_DISJOINT', at, against: other.scope, bound: other })),
    ];
  });
  // What is wrong in itself cannot be compared with others; everything else is.
  const sound = wanted.filter(({ kind }) => !own.some(({ at }) => at === `${kind}/${scope}`));
  const all = [...others, ...sound];
  return [...own, ...managementFlaws(scope, all), ...leftOut(scope, all, offered)];
}

/** Tells whether a scope lies around another one, and is not the same. */
function isAround(wider: Scope, narrower: Scope): boolean {
  return wider !== narrower && (wider === '*' || narrower.startsWith(wider));
}

/** Tells whether a period lies inside another one. */
export function isInside(inner: Period, outer: Period): boolean {
  return outer.opensAt <= inner.opensAt && inner.closesAt <= outer.closesAt;
}

/** Finds the scopes, this one and those inside it, where paying would end before registering does. */
function managementFlaws(scope: Scope, all: readonly ScopedWindow[]): SettingFlaw[] {
  const windows = all.filter(({ kind }) => kind === 'registration' || kind === 'management');
  const byScope = windowsByScope(windows);
  const inside = [...byScope.keys()].filter((one) => isAround(scope, one));
  return [scope, ...inside].flatMap((one): SettingFlaw[] => {
    const around = scopesAround(one).flatMap((wider) => byScope.get(wider) ?? []);
    const registration = effectiveWindow(around, 'registration', one);
    const endsAt = managementEnd(around, one);
    return registration && endsAt !== null && endsAt < registration.closesAt
      ? [{ code: 'MANAGEMENT_ENDS_FIRST', at: one }]
      : [];
  });
}

/** Finds the subjects inside a scope that nobody could choose any more. */
function leftOut(
  scope: Scope,
  all: readonly ScopedWindow[],
  offered: readonly OfferedPeriod[],
): SettingFlaw[] {
  const byScope = windowsByScope(all.filter(({ kind }) => kind === 'registration'));
  return offered.flatMap(({ campusCode, subjectCode, ...period }): SettingFlaw[] => {
    if (scope !== '*' && !campusCode.startsWith(scope)) return [];
    const around = scopesAround(campusCode).flatMap((wider) => byScope.get(wider) ?? []);
    if (around.length === 0) return [];
    return intersection([period, ...around]) === null
      ? [
          {
            code: 'WINDOW_DISJOINT',
            at: `registration/${scope}`,
            against: `${campusCode}/${subjectCode}`,
            bound: period,
          },
        ]
      : [];
  });
}
