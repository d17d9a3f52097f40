import { eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import {
  effectiveWindow,
  managementEnd,
  type ScopedWindow,
  transcriptWindows,
} from '../../domain/exam-session/windows.ts';
import { scopesAround } from '../../domain/scopes.ts';
import type { Database, Transaction } from '../connect.ts';
import { versionOfAll } from './settings-versions.ts';
import {
  campusEnds,
  campuses,
  endsSweeps,
  examSessions,
  offerings,
  settingsChanges,
  windows,
} from '../schema/index.ts';

const SESSIONS_AT_ONCE = 5;
const CHANGES_AT_ONCE = 1_000;
/** The first transaction that has not begun yet. */
const NEXT_TRANSACTION = sql<number>`pg_snapshot_xmax(pg_current_snapshot())::text::bigint`;

/**
 * Compares the windows of exam sessions whose settings have changed with the ends that were told before, and notes the
 * campuses where they have moved. Each change is compared once, and where there is none no version is added up.
 * @returns how many exam sessions were compared
 */
export async function compareEnds(db: Database): Promise<number> {
  // Read before the versions: a change that commits later leaves a row of its own for the next round.
  const changes = await db.select({ id: settingsChanges.id }).from(settingsChanges).limit(CHANGES_AT_ONCE);
  if (changes.length === 0) return 0;
  const versioned = db
    .select({ examSessionId: examSessions.id, settingsVersion: versionOfAll.as('present_version') })
    .from(examSessions)
    .as('versioned');
  const { examSessionId, settingsVersion } = versioned;
  const changed = await db
    .select({ examSessionId, settingsVersion })
    .from(versioned)
    .leftJoin(endsSweeps, eq(endsSweeps.examSessionId, examSessionId))
    .where(or(isNull(endsSweeps.settingsVersion), gt(settingsVersion, endsSweeps.settingsVersion)))
    .limit(SESSIONS_AT_ONCE);
  for (const change of changed) await compare(db, change);
  if (changed.length < SESSIONS_AT_ONCE) {
    const ids = changes.map(({ id }) => id);
    await db.delete(settingsChanges).where(inArray(settingsChanges.id, ids));
  }
  return changed.length;
}

interface Change {
  examSessionId: string;
  settingsVersion: number;
}

/** Notes the campuses whose ends a change of settings has moved. */
async function compare(db: Database, { examSessionId, settingsVersion }: Change): Promise<void> {
  await db.transaction(async (tx) => {
    const sweep = { settingsVersion, afterTransaction: NEXT_TRANSACTION };
    const taken = await tx
      .insert(endsSweeps)
      .values({ examSessionId, ...sweep })
      .onConflictDoUpdate({
        target: endsSweeps.examSessionId,
        set: sweep,
        setWhere: sql`${endsSweeps.settingsVersion} < excluded.settings_version`,
      })
      .returning({ examSessionId: endsSweeps.examSessionId });
    if (taken.length === 0) return;
    const [codes, set, told] = await Promise.all([
      listCampuses(tx, examSessionId),
      tx.select().from(windows).where(eq(windows.examSessionId, examSessionId)),
      tx.select().from(campusEnds).where(eq(campusEnds.examSessionId, examSessionId)),
    ]);
    const byScope = new Map<string, ScopedWindow[]>();
    for (const window of set) byScope.set(window.scope, [...(byScope.get(window.scope) ?? []), window]);
    const toldOf = new Map(told.map((row) => [row.campusCode, row]));
    const moved = codes.flatMap((campusCode) => {
      const ends = endsAt(
        scopesAround(campusCode).flatMap((scope) => byScope.get(scope) ?? []),
        campusCode,
      );
      const before = toldOf.get(campusCode);
      const isSame =
        before?.registrationEndsAt === ends.registrationEndsAt &&
        before.managementEndsAt === ends.managementEndsAt &&
        before.lastChangeAt === ends.lastChangeAt;
      return isSame ? [] : [{ examSessionId, campusCode, ...ends, isTelling: true, toldUpTo: null }];
    });
    if (moved.length === 0) return;
    await tx
      .insert(campusEnds)
      .values(moved)
      .onConflictDoUpdate({
        target: [campusEnds.examSessionId, campusEnds.campusCode],
        set: {
          registrationEndsAt: sql`excluded.registration_ends_at`,
          managementEndsAt: sql`excluded.management_ends_at`,
          lastChangeAt: sql`excluded.last_change_at`,
          isTelling: true,
          toldUpTo: null,
        },
      });
  });
}

/** Lists the campuses of all schools at which something is offered: those of seats, and those of candidates. */
async function listCampuses(tx: Transaction, examSessionId: string): Promise<string[]> {
  const offering = tx
    .select({ code: campuses.schoolCode })
    .from(offerings)
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .where(eq(offerings.examSessionId, examSessionId));
  const rows = await tx
    .select({ code: campuses.code })
    .from(campuses)
    .where(inArray(campuses.schoolCode, offering));
  return rows.map(({ code }) => code);
}

function endsAt(around: ScopedWindow[], campusCode: string) {
  const managementEndsAt = managementEnd(around, campusCode);
  const last = [
    ...(managementEndsAt === null ? [] : [managementEndsAt]),
    ...transcriptWindows(around, campusCode).map(({ closesAt }) => closesAt),
  ];
  return {
    registrationEndsAt: effectiveWindow(around, 'registration', campusCode)?.closesAt ?? null,
    managementEndsAt,
    lastChangeAt: last.length === 0 ? null : Math.max(...last),
  };
}
