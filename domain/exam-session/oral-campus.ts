import type { Mode } from '../subjects.ts';
import type { Instant, Period } from '../time.ts';

/** The settings that a school makes for a campus's oral seats. */
export interface OralCampus {
  code: string;
  /** True when its candidates may take their oral elsewhere. */
  letsOut: boolean;
  /** The time from which other campuses' candidates may take its seats; null: never. */
  admitsOutsidersFrom: Instant | null;
}

/** A candidate's campus, with the other campuses where its candidates may take written subjects. */
export interface HomeCampus extends OralCampus {
  writtenCampusCodes: string[];
}

/**
 * Computes when a candidate may choose a subject at a host whose own candidates choose in `window`; null: never there.
 */
export function windowAt(home: HomeCampus, host: OralCampus, mode: Mode, window: Period): Period | null {
  if (mode === 'oral') return oralWindow(home, host, window);
  return home.code === host.code || home.writtenCampusCodes.includes(host.code) ? window : null;
}

/**
 * Computes when a candidate may choose an oral at a host whose own candidates choose in `window`; null: never there.
 */
export function oralWindow(home: OralCampus, host: OralCampus, window: Period): Period | null {
  if (home.code === host.code) return window;
  if (!home.letsOut || host.admitsOutsidersFrom === null) return null;
  return { ...window, opensAt: Math.max(window.opensAt, host.admitsOutsidersFrom) };
}
