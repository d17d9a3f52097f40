import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { CampusSettings, SchoolSettings } from '../../domain/exam-session/campus.ts';
import type { PlaceKind } from '../../domain/exam-session/place-codes.ts';
import type { Scope } from '../../domain/scopes.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import { keyset } from '../keyset.ts';
import { contains } from '../contains.ts';
import type { Reader } from '../reader.ts';
import { campuses, provinces, schools, settingsVersions } from '../schema/index.ts';
import { SHARED } from './settings-versions.ts';
import { plainCode } from '../../domain/text/code.ts';

export const PLACE_SORTS = ['code', 'nameZh', 'nameEn'] as const;

export interface PlaceFilter {
  kind: PlaceKind;
  /** The places inside which they lie. */
  scope: Scope;
  /** A code around them; unset: any. */
  inside?: string | undefined;
  /** A beginning of the code, or a part of a name. */
  search?: string | undefined;
  sort: (typeof PLACE_SORTS)[number];
  descending: boolean;
  after?: readonly [string, string] | undefined;
  limit: number;
}

export interface ListedPlace {
  code: string;
  nameZh: string;
  nameEn: string;
  /** Null for provinces, which have none. */
  settings: SchoolSettings | CampusSettings | null;
  /** The version that a change of it is made on. */
  version: number;
}

const TABLES = { province: provinces, school: schools, campus: campuses } as const;

/** Lists places with their settings. */
export async function listPlaces(db: Reader, filter: PlaceFilter): Promise<ListedPlace[]> {
  const table = TABLES[filter.kind];
  const { code, nameZh, nameEn } = table as typeof provinces;
  const { orderBy, beyond } = keyset(
    { by: { code, nameZh, nameEn }[filter.sort], tie: code, descending: filter.descending },
    filter.after,
  );
  return db
    .select({
      code,
      nameZh,
      nameEn,
      settings:
        'settings' in table ? sql<SchoolSettings | CampusSettings>`${table.settings}` : sql<null>`null`,
      version: sql<number>`coalesce(${settingsVersions.version}, 0)`.mapWith(Number),
    })
    .from(table)
    .leftJoin(
      settingsVersions,
      and(eq(settingsVersions.examSessionId, SHARED), eq(settingsVersions.scope, code)),
    )
    .where(
      and(
        inScope(code, filter.scope),
        filter.inside === undefined ? undefined : beginsWith(code, filter.inside),
        found([code, nameZh, nameEn], filter.search),
        beyond,
      ),
    )
    .orderBy(...orderBy)
    .limit(filter.limit);
}

function found([code, ...names]: [PgColumn, ...PgColumn[]], search: string | undefined): SQL | undefined {
  if (search === undefined) return undefined;
  return or(sql`starts_with(${code}, ${plainCode(search)})`, ...names.map((name) => contains(name, search)));
}
