import { type Scope, scopesAround } from '../scopes.ts';
import type { Instant, Period } from '../time.ts';

/**
 * Kinds of windows:
 * - `rollCheck` 资格确认时间: eligibility page, re-check
 * - `registration` 考生网上报名时间: saving, choosing, changing, cancelling, joining a waitlist
 * - `management` 报名管理时间: paying; every unpaid deadline is cut off at its end
 * - `transcript`, `transcriptAfterResults` 成绩单选择时间
 * - `ticketWritten`, `ticketOral` 准考证打印时间
 */
export type WindowKind =
  | 'rollCheck'
  | 'registration'
  | 'management'
  | 'transcript'
  | 'transcriptAfterResults'
  | 'ticketWritten'
  | 'ticketOral';

/** A window set by staff, for everybody (`*`), or for a province, school or campus by its code. */
export interface ScopedWindow extends Period {
  kind: WindowKind;
  scope: Scope;
}

/**
 * Computes the window in force at a campus: the overlap of the windows of all scopes around it. A school may narrow the
 * window that its province set, never widen it.
 * @returns null when no window is set, or when the scopes do not overlap
 */
export function effectiveWindow(
  windows: ScopedWindow[],
  kind: WindowKind,
  campusCode: string,
): Period | null {
  const applying = applyingAt(windows, kind, campusCode);
  return applying.length === 0 ? null : intersection(applying);
}

/** Lists the windows in which transcripts can be chosen at a campus. */
export function transcriptWindows(windows: ScopedWindow[], campusCode: string): Period[] {
  const kinds = ['transcript', 'transcriptAfterResults'] as const;
  return kinds.map((kind) => effectiveWindow(windows, kind, campusCode)).filter((window) => window !== null);
}

/**
 * Finds when the management window of a campus ends: without one, online registration does; null without either. The
 * first end of all scopes around counts, also of windows that do not overlap: one that is set is never as good as none.
 */
export function managementEnd(windows: ScopedWindow[], campusCode: string): Instant | null {
  const management = applyingAt(windows, 'management', campusCode);
  const counting = management.length > 0 ? management : applyingAt(windows, 'registration', campusCode);
  return counting.length === 0 ? null : Math.min(...counting.map(({ closesAt }) => closesAt));
}

/** Finds when the management window of a campus begins: the last beginning of all scopes around counts; null without one. */
export function managementBegin(windows: ScopedWindow[], campusCode: string): Instant | null {
  const management = applyingAt(windows, 'management', campusCode);
  return management.length === 0 ? null : Math.max(...management.map(({ opensAt }) => opensAt));
}

function applyingAt(windows: ScopedWindow[], kind: WindowKind, campusCode: string): ScopedWindow[] {
  const scopes = scopesAround(campusCode);
  return windows.filter((window) => window.kind === kind && scopes.includes(window.scope));
}

/** Puts windows together by their scope. */
export function windowsByScope(windows: readonly ScopedWindow[]): Map<Scope, ScopedWindow[]> {
  const byScope = new Map<Scope, ScopedWindow[]>();
  for (const window of windows) {
    const same = byScope.get(window.scope);
    if (same) same.push(window);
    else byScope.set(window.scope, [window]);
  }
  return byScope;
}

/** Computes the overlap of all periods, or null. */
export function intersection(periods: Period[]): Period | null {
  const opensAt = Math.max(...periods.map((period) => period.opensAt));
  const closesAt = Math.min(...periods.map((period) => period.closesAt));
  return opensAt < closesAt ? { opensAt, closesAt } : null;
}

/** Lists the scopes where a window of the whole country would leave nothing: their own do not overlap with it. */
export function scopesLeftOut(country: Period, narrower: ScopedWindow[]): Scope[] {
  return narrower.filter((window) => intersection([country, window]) === null).map(({ scope }) => scope);
}

/** Tells whether `now` lies before, in or after a window. */
export function windowState(window: Period | null, now: Instant): 'unset' | 'before' | 'open' | 'after' {
  if (!window) return 'unset';
  if (now < window.opensAt) return 'before';
  return now < window.closesAt ? 'open' : 'after';
}

/** The time when something opens, or until which it was open. */
export type WindowMoment = { opensAt: Instant } | { closesAt: Instant };

/** Finds the next opening of some windows; when none is to come, the last closing; null when no window is set. */
export function nearestMoment(windows: (Period | null)[], now: Instant): WindowMoment | null {
  const set = windows.filter((window) => window !== null);
  const openings = set.map(({ opensAt }) => opensAt).filter((opensAt) => opensAt > now);
  if (openings.length > 0) return { opensAt: Math.min(...openings) };
  return set.length > 0 ? { closesAt: Math.max(...set.map(({ closesAt }) => closesAt)) } : null;
}
