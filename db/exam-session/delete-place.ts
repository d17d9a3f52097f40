import { eq, or, sql } from 'drizzle-orm';
import type { PlaceKind } from '../../domain/exam-session/place-codes.ts';
import type { SettingFields } from '../../domain/field-changes.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Database } from '../connect.ts';
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
import { countUses, type UsesOf } from './count-uses.ts';
import { SHARED } from './settings-versions.ts';

const TABLES = { province: provinces, school: schools, campus: campuses } as const;

/** What has the code of a place once somebody has worked with it. */
function usesOf(code: string): UsesOf {
  return {
    schools: { table: schools, where: eq(schools.provinceCode, code) },
    campuses: { table: campuses, where: eq(campuses.schoolCode, code) },
    rolls: { table: candidates, where: eq(candidates.campusCode, code) },
    offerings: { table: offerings, where: eq(offerings.campusCode, code) },
    windows: { table: windows, where: eq(windows.scope, code as Scope) },
    notices: { table: notices, where: eq(notices.scope, code as Scope) },
    accounts: {
      table: staffAccounts,
      // Those of its colleges, too.
      where: or(
        eq(staffAccounts.scope, code as Scope),
        sql`starts_with(${staffAccounts.scope}, ${`${code}/`})`,
      ),
    },
    batches: { table: batches, where: eq(batches.scope, code as Scope) },
    lateLists: { table: lateLists, where: eq(lateLists.provinceCode, code) },
    writtenFrom: { table: campuses, where: sql`${campuses.settings} -> 'writtenCampusCodes' ? ${code}` },
  };
}

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
      flaws: async (tx) => {
        const uses = await countUses(tx, usesOf(code));
        return Object.keys(uses).length > 0 ? [{ code: 'PLACE_IN_USE', at: code, uses }] : [];
      },
      write: async (tx) => {
        await tx.delete(TABLES[kind]).where(eq(TABLES[kind].code, code));
      },
    },
    request,
  );
}
