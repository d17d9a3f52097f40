import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { windowsSchema } from '../../../../../api/exam-session/setup-schemas.ts';
import { WINDOW_KINDS } from '../../../../../domain/exam-session/window-rules.ts';
import {
  effectiveWindow,
  intersection,
  type ScopedWindow,
} from '../../../../../domain/exam-session/windows.ts';
import type { Scope } from '../../../../../domain/scopes.ts';
import type { Period } from '../../../../../domain/time.ts';
import { answer } from '../../../lib/client.ts';
import { EXAM_SESSIONS } from '../../lib/exam-sessions-list.ts';
import { api } from './exam-sessions-query.ts';

export type Windows = z.infer<typeof windowsSchema>;

export const windowsQuery = (examSession: string, scope: string) =>
  queryOptions({
    queryKey: [...EXAM_SESSIONS, examSession, 'windows', scope],
    queryFn: () => answer(api[':examSession'].windows[':scope'].$get({ param: { examSession, scope } })),
  });

/** A window as it is shown: with what bounds it, and the part of it that counts. */
export interface ShownWindow extends ScopedWindow {
  relation: 'around' | 'own' | 'inside';
  /** The overlap of the windows around it; null: none is set, or they do not overlap. */
  bounds: Period | null;
  /** What counts of it; null: nothing does. */
  counts: Period | null;
}

/** Lists windows by kind, the widest first, each with what bounds it. */
export function shownWindows({ scope, windows, around, inside }: Windows): ShownWindow[] {
  type Sent = Windows['around'][number];
  const read = ({ kind, scope: at, opensAt, closesAt }: Sent): ScopedWindow => ({
    kind,
    scope: at as Scope,
    opensAt: Date.parse(opensAt),
    closesAt: Date.parse(closesAt),
  });
  const listed = [
    ...around.map((one) => ({ ...read(one), relation: 'around' as const })),
    ...windows.map((one) => ({ ...read({ ...one, scope }), relation: 'own' as const })),
    ...inside.map((one) => ({ ...read(one), relation: 'inside' as const })),
  ].toSorted((one, other) => (one.scope < other.scope ? -1 : 1));
  return WINDOW_KINDS.flatMap((kind) => {
    const alike = listed.filter((window) => window.kind === kind);
    return alike.map((window) => {
      const wider = alike.filter(({ scope: at }) => at !== window.scope);
      const bounds = effectiveWindow(wider, kind, window.scope);
      const isBounded = wider.some(({ scope: at }) => at === '*' || window.scope.startsWith(at));
      const counts = !isBounded ? window : bounds && intersection([window, bounds]);
      return { ...window, bounds, counts };
    });
  });
}

/** Tells whether a window reaches outside of those around it. */
export function reachesOutside({ opensAt, closesAt, counts }: ShownWindow): boolean {
  return counts === null || counts.opensAt !== opensAt || counts.closesAt !== closesAt;
}
