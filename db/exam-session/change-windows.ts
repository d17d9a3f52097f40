import { and, eq, inArray, sql } from 'drizzle-orm';
import { windowFlaws, WINDOW_KINDS } from '../../domain/exam-session/window-rules.ts';
import type { ScopedWindow } from '../../domain/exam-session/windows.ts';
import type { SettingFields } from '../../domain/field-changes.ts';
import type { Scope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { campuses, offerings, provinces, schools, windows } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import {
  changeSetting,
  type SettingForm,
  type SettingOutcome,
  type SettingRequest,
} from './change-setting.ts';
import { readImpact } from './read-impact.ts';
import { scopedWindowColumns } from './read-windows.ts';

export interface WindowsChange {
  examSessionId: string;
  scope: Scope;
  /** All windows of the scope; a kind that is not among them is not set there. */
  windows: Omit<ScopedWindow, 'scope'>[];
}

/** Sets the windows of a scope, whose place exists. */
export async function changeWindows(
  { db, vault }: { db: Database; vault: Vault },
  change: WindowsChange,
  request: SettingRequest,
): Promise<SettingOutcome> {
  return changeSetting(db, windowsForm(vault, change), request);
}

function windowsForm(vault: Vault, { examSessionId, scope, windows: wanted }: WindowsChange): SettingForm {
  const ofSession = eq(windows.examSessionId, examSessionId);
  return {
    owner: examSessionId,
    scope,
    action: 'windowsSet',
    read: async (tx) => fieldsOf(await readWindowsAt(tx, examSessionId, scope)),
    wanted: fieldsOf(wanted),
    flaws: async (tx) => {
      const set = await tx.select(scopedWindowColumns).from(windows).where(ofSession);
      const { campusCode, subjectCode, opensAt, closesAt } = offerings;
      const offered = await tx
        .select({ campusCode, subjectCode, opensAt, closesAt })
        .from(offerings)
        .where(and(eq(offerings.examSessionId, examSessionId), inScope(campusCode, scope)));
      const others = set.filter((window) => window.scope !== scope);
      return windowFlaws(
        scope,
        wanted.map((window) => ({ ...window, scope })),
        others,
        offered,
      );
    },
    // What is paid ends with the campus of the seat; everything else goes by the candidate's own.
    impact: (tx, changes) => {
      const guests = changes.some(({ field }) => field === 'management' || field === 'registration');
      return readImpact(tx, vault, { examSessionId, scope, guests });
    },
    write: async (tx, changes) => {
      const kinds = changes.map(({ field }) => field as ScopedWindow['kind']);
      const set = wanted.filter(({ kind }) => kinds.includes(kind));
      const unset = kinds.filter((kind) => !set.some((window) => window.kind === kind));
      if (unset.length > 0)
        await tx
          .delete(windows)
          .where(and(ofSession, eq(windows.scope, scope), inArray(windows.kind, unset)));
      if (set.length > 0)
        await tx
          .insert(windows)
          .values(set.map((window) => ({ ...window, examSessionId, scope })))
          .onConflictDoUpdate({
            target: [windows.examSessionId, windows.kind, windows.scope],
            set: { opensAt: sql`excluded.opens_at`, closesAt: sql`excluded.closes_at` },
          });
    },
  };
}

/** Reads the windows of one scope alone. */
async function readWindowsAt(db: Reader, examSessionId: string, scope: Scope): Promise<ScopedWindow[]> {
  return db
    .select(scopedWindowColumns)
    .from(windows)
    .where(and(eq(windows.examSessionId, examSessionId), eq(windows.scope, scope)));
}

function fieldsOf(set: Omit<ScopedWindow, 'scope'>[]): SettingFields {
  return Object.fromEntries(
    WINDOW_KINDS.map((kind) => {
      const window = set.find((one) => one.kind === kind);
      return [kind, window ? `${isoInstant(window.opensAt)}/${isoInstant(window.closesAt)}` : null];
    }),
  );
}

/** Tells whether a scope is that of something: of the country, or of a place there is. */
export async function isPlaceKnown(db: Pick<Transaction, 'select'>, scope: Scope): Promise<boolean> {
  if (scope === '*') return true;
  const table = { 2: provinces, 5: schools, 6: campuses }[scope.length];
  if (!table) return false;
  const { code } = table as typeof provinces;
  return (await db.select({ code }).from(table).where(eq(code, scope))).length > 0;
}
