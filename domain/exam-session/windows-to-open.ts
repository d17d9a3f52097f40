import { provinceCodeOf, scopesAround } from '../scopes.ts';
import type { Instant } from '../time.ts';
import { campusesOffering, provincesOf, type SessionToOpen, windowsAroundIn } from './session-to-open.ts';
import type { SettingFlaw, SettingFlawCode } from './setting-flaws.ts';
import { isInside } from './window-rules.ts';
import {
  effectiveWindow,
  intersection,
  managementBegin,
  managementEnd,
  type ScopedWindow,
  type WindowKind,
} from './windows.ts';

const NEEDED = {
  rollCheck: 'ROLL_CHECK_MISSING',
  registration: 'REGISTRATION_WINDOW_MISSING',
  management: 'MANAGEMENT_MISSING',
} as const;

/** Names the provinces with subjects where a window is not set; before anything is offered, what is set nowhere. */
export function windowsMissing({ scope, windows, offerings }: SessionToOpen): SettingFlaw[] {
  if (offerings.length === 0)
    return NEEDED_KINDS.filter((needed) => windows.every(({ kind }) => kind !== needed)).map((kind) => ({
      code: NEEDED[kind],
      at: scope,
    }));
  const aroundOf = windowsAroundIn(windows);
  const campuses = campusesOffering(offerings);
  return NEEDED_KINDS.flatMap((kind) => {
    const missing = campuses.filter((campus) => {
      const around = aroundOf(campus);
      return kind === 'management'
        ? !around.some((window) => window.kind === kind) || managementEnd(around, campus) === null
        : effectiveWindow(around, kind, campus) === null;
    });
    return provincesOf(missing).map((at): SettingFlaw => ({ code: NEEDED[kind], at }));
  });
}

const NEEDED_KINDS = Object.keys(NEEDED) as (keyof typeof NEEDED)[];

/**
 * Names the windows that contradict online registration, where they are set: nobody saves anything while eligibility cannot be
 * checked, and what is chosen before the management window has begun could be paid, and lost, before that.
 */
export function windowsAgainstRegistration({ windows, offerings }: SessionToOpen): SettingFlaw[] {
  const aroundOf = windowsAroundIn(windows);
  const found = campusesOffering(offerings).flatMap((campus): SettingFlaw[] => {
    const around = aroundOf(campus);
    const registration = effectiveWindow(around, 'registration', campus);
    const rollCheck = effectiveWindow(around, 'rollCheck', campus);
    // What is missing is named as such.
    if (!registration) return [];
    const begins = managementBegin(around, campus);
    return [
      ...(rollCheck && !intersection([rollCheck, registration])
        ? [
            flawOf(
              'ROLL_CHECK_APART',
              around,
              'rollCheck',
              campus,
              (set) => !intersection([set, registration]),
            ),
          ]
        : rollCheck && !isInside(registration, rollCheck)
          ? [
              {
                ...flawOf(
                  'ROLL_CHECK_SHORT',
                  around,
                  'rollCheck',
                  campus,
                  (set) => !isInside(registration, set),
                ),
                isNote: true,
              },
            ]
          : []),
      ...(begins !== null && begins > registration.opensAt
        ? [
            flawOf(
              'MANAGEMENT_OPENS_LATE',
              around,
              'management',
              campus,
              (set) => set.opensAt > registration.opensAt,
            ),
          ]
        : []),
    ];
  });
  return onceEach(found);
}

/**
 * Names a window of those around a campus that something is wrong with where it is set: the outermost of those to blame, which
 * has to move first, or where none is by itself, the place of the campus's province.
 */
function flawOf(
  code: SettingFlawCode,
  around: readonly ScopedWindow[],
  kind: WindowKind,
  campus: string,
  isToBlame: (window: ScopedWindow) => boolean,
): SettingFlaw {
  const [outermost] = around
    .filter((window) => window.kind === kind && isToBlame(window))
    .toSorted((one, other) => one.scope.length - other.scope.length);
  return { code, at: `${kind}/${outermost?.scope ?? provinceCodeOf(campus)}` };
}

function onceEach(flaws: readonly SettingFlaw[]): SettingFlaw[] {
  return [...new Map(flaws.map((flaw) => [`${flaw.code} ${flaw.at} ${flaw.against}`, flaw])).values()];
}

/** Names windows that reach outside those around them: they count only as far as they lie inside. */
export function windowsOutside(windows: readonly ScopedWindow[]): SettingFlaw[] {
  const known = new Map(windows.map((window) => [`${window.kind}/${window.scope}`, window]));
  return windows.flatMap((window) =>
    scopesAround(window.scope)
      .filter((scope) => scope !== window.scope)
      .flatMap((scope): SettingFlaw[] => {
        const outer = known.get(`${window.kind}/${scope}` as `${WindowKind}/*`);
        return outer && !isInside(window, outer)
          ? [{ code: 'WINDOW_OUTSIDE', at: `${window.kind}/${window.scope}`, against: scope, bound: outer }]
          : [];
      }),
  );
}

/** Names what has passed before anybody could use it, as in a copy whose dates were not moved: windows where they are set. */
export function datesPast({ windows, offerings }: SessionToOpen, now: Instant): SettingFlaw[] {
  const aroundOf = windowsAroundIn(windows);
  const pastAt = (kind: keyof typeof NEEDED, campus: string): SettingFlaw[] => {
    const around = aroundOf(campus);
    const end =
      kind === 'management' ? managementEnd(around, campus) : effectiveWindow(around, kind, campus)?.closesAt;
    if (typeof end !== 'number' || end > now) return [];
    // Without a management window of its own a campus is paid for while it is registered at, which is named already.
    if (around.every((window) => window.kind !== kind)) return [];
    return [flawOf('WINDOW_PAST', around, kind, campus, ({ closesAt }) => closesAt <= now)];
  };
  const campuses = campusesOffering(offerings);
  const isOver = new Set(campuses.filter((campus) => pastAt('registration', campus).length > 0));
  return [
    ...onceEach(NEEDED_KINDS.flatMap((kind) => campuses.flatMap((campus) => pastAt(kind, campus)))),
    ...offerings.flatMap(({ campusCode, subjectCode, closesAt, examStartsAt }): SettingFlaw[] => {
      const at = `${campusCode}/${subjectCode}`;
      return [
        ...(closesAt <= now && !isOver.has(campusCode)
          ? [{ code: 'OFFERING_WINDOW_PAST' as const, at }]
          : []),
        ...(examStartsAt !== null && examStartsAt <= now ? [{ code: 'EXAM_TIME_PAST' as const, at }] : []),
      ];
    }),
  ];
}
