import type { Scope } from '../scopes.ts';
import type { ExtraWindow } from './extra-window.ts';
import type { Offering, Season, ScopeSettings } from './season.ts';
import type { ScopedWindow, WindowKind } from './windows.ts';

/** The windows that it replaces; whoever is listed sees the own eligibility at once. */
const REPLACED: readonly WindowKind[] = ['rollCheck', 'registration', 'management'];

/**
 * Makes the season as it is for a candidate with an extra window: online registration, paying and every subject have that
 * window, and all else is as it was. Everything that is decided or shown by windows follows from the season, so this is
 * the one place where an extra window comes in.
 * @param extra null for everybody else: the season is then as it is
 */
export function seasonFor(season: Season, extra: ExtraWindow | null): Season {
  if (!extra) return season;
  const key = `${extra.opensAt}/${extra.closesAt}/${extra.payUntil}`;
  const known = made.get(season) ?? new Map<string, Season>();
  made.set(season, known);
  const before = known.get(key);
  if (before) return before;
  const replaced = withExtraWindow(season, extra);
  known.set(key, replaced);
  return replaced;
}

/** Seasons never change, so what was made of one is kept with it. */
const made = new WeakMap<Season, Map<string, Season>>();

function withExtraWindow(season: Season, extra: ExtraWindow): Season {
  const { opensAt, closesAt } = extra;
  const offered = (offering: Offering): Offering => ({ ...offering, opensAt, closesAt });
  const scopes = new Map<Scope, ScopeSettings>();
  for (const [scope, settings] of season.scopes) {
    const windows = settings.windows.filter(({ kind }) => !REPLACED.includes(kind));
    scopes.set(scope, {
      ...settings,
      windows: scope === '*' ? [...windows, ...windowsOf(extra)] : windows,
      offerings: settings.offerings.map(offered),
    });
  }
  return { ...season, scopes, extra };
}

/** Lists the windows of those who have an extra one. */
function windowsOf({ opensAt, closesAt, payUntil }: ExtraWindow): ScopedWindow[] {
  return [
    { kind: 'rollCheck', scope: '*', opensAt: 0, closesAt },
    { kind: 'registration', scope: '*', opensAt, closesAt },
    { kind: 'management', scope: '*', opensAt, closesAt: payUntil },
  ];
}
