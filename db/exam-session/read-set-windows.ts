import { and, asc, eq, inArray, ne, or } from 'drizzle-orm';
import type { ScopedWindow } from '../../domain/exam-session/windows.ts';
import { type Scope, scopesAround } from '../../domain/scopes.ts';
import type { Database } from '../connect.ts';
import { atOneMoment } from '../at-one-moment.ts';
import { inScope } from '../in-scope.ts';
import { windows } from '../schema/index.ts';
import { readScopeVersion } from './change-setting.ts';
import { scopedWindowColumns } from './read-windows.ts';

const MAX_INSIDE = 500;

export interface SetWindows {
  version: number;
  own: ScopedWindow[];
  around: ScopedWindow[];
  inside: ScopedWindow[];
}

/** Reads the windows of a scope as its form shows them, with those that bound them and some of those they bound. */
export async function readSetWindows(
  db: Database,
  { examSessionId, scope, within }: { examSessionId: string; scope: Scope; within: Scope },
): Promise<SetWindows> {
  const wider = scopesAround(scope).filter((one) => one !== scope);
  return atOneMoment(db, async (tx) => {
    const ofSession = eq(windows.examSessionId, examSessionId);
    const set = () => tx.select(scopedWindowColumns).from(windows);
    const [version, near, inside] = await Promise.all([
      readScopeVersion(tx, { owner: examSessionId, scope }),
      set().where(and(ofSession, inArray(windows.scope, [scope, ...wider]))),
      set()
        .where(
          and(
            ofSession,
            inScope(windows.scope, scope),
            // What bounds one's own places is shown as well.
            or(inScope(windows.scope, within), inArray(windows.scope, scopesAround(within))),
            ne(windows.scope, scope),
          ),
        )
        .orderBy(asc(windows.scope), asc(windows.kind))
        .limit(MAX_INSIDE),
    ]);
    return {
      version,
      own: near.filter((window) => window.scope === scope),
      around: near.filter((window) => window.scope !== scope),
      inside,
    };
  });
}
