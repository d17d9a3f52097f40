import { eq, or, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { PlaceKind } from '../../domain/exam-session/place-codes.ts';
import type { SettingFields } from '../../domain/field-changes.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Database, Transaction } from '../connect.ts';
import {
  batches,
  campuses,
  candidates,
  lateLists,
  notices,
  offerings,
  provinces,
  schools,
  staffAccounts,
  windows,
} from '../schema/index.ts';
import { readPlaceFields } from './change-place.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from './change-setting.ts';
import { SHARED } from './settings-versions.ts';

const TABLES = { province: provinces, school: schools, campus: campuses } as const;

/** Where the code of a place stands once somebody has worked with it. */
const USES: readonly (readonly [PgTable, PgColumn])[] = [
  [schools, schools.provinceCode],
  [campuses, campuses.schoolCode],
  [candidates, candidates.campusCode],
  [offerings, offerings.campusCode],
  [windows, windows.scope],
  [notices, notices.scope],
  [staffAccounts, staffAccounts.scope],
  [batches, batches.scope],
  [lateLists, lateLists.provinceCode],
];

/** Deletes a place that was made by mistake: nothing lies in it, and nothing was ever set or sent in for it. */
export async function deletePlace(
  db: Database,
  { kind, code }: { kind: PlaceKind; code: string },
  request: SettingRequest,
): Promise<SettingOutcome> {
  return changeSetting(
    db,
    {
      owner: SHARED,
      scope: code as Scope,
      action: 'placeDeleted',
      read: async (tx): Promise<SettingFields> => {
        const fields = await readPlaceFields(tx, kind, code);
        return fields ? { nameZh: fields.nameZh ?? null, nameEn: fields.nameEn ?? null } : {};
      },
      wanted: { nameZh: null, nameEn: null },
      flaws: async (tx) => ((await isUsed(tx, kind, code)) ? [{ code: 'PLACE_IN_USE', at: code }] : []),
      write: async (tx) => {
        await tx.delete(TABLES[kind]).where(eq(TABLES[kind].code, code));
      },
    },
    request,
  );
}

async function isUsed(tx: Transaction, kind: PlaceKind, code: string): Promise<boolean> {
  for (const [table, column] of USES) {
    const inCollege = column === staffAccounts.scope ? sql`starts_with(${column}, ${`${code}/`})` : undefined;
    const used = await tx
      .select({ one: sql`1` })
      .from(table)
      .where(or(eq(column, code), inCollege))
      .limit(1);
    if (used.length > 0) return true;
  }
  return kind === 'campus' && (await isOfferedToOthers(tx, code));
}

/** Tells whether another campus sends its candidates to this one. */
async function isOfferedToOthers(tx: Transaction, code: string): Promise<boolean> {
  const [found] = await tx
    .select({ code: campuses.code })
    .from(campuses)
    .where(sql`${campuses.settings} -> 'writtenCampusCodes' ? ${code}`)
    .limit(1);
  return found !== undefined;
}
