import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { ScopeVersions } from '../../domain/exam-session/season.ts';
import { builtOnce, type Given } from '../built-once.ts';
import { correlated } from '../correlated.ts';
import type { Reader } from '../reader.ts';
import { examSessions, settingsVersions } from '../schema/index.ts';

/** The owner of what all exam sessions share. */
export const SHARED = '*';

/** What all exam sessions share, for the whole country. */
export const COUNTRY = { owner: SHARED, scope: '*' } as const;

/**
 * Makes the column of the present versions around some places, to be read with whatever is decided by them.
 * @param codes a query of one column: the codes of the places
 */
export function versionsAround(examSessionId: SQLWrapper, codes: SQL): SQL<ScopeVersions> {
  return correlated(sql<ScopeVersions>`(
    select coalesce(json_object_agg(scope, version), '{}') from (
      select kept.scope, sum(kept.version) as version from ${settingsVersions} kept
      where kept.exam_session_id in (${examSessionId}, ${SHARED}) and kept.scope in (
        select unnest(array['*', left(code, 2), left(code, 5), left(code, 6)]) from (${codes}) as places (code))
      group by kept.scope) as around)`);
}

/**
 * The column, beside an exam session's, of the version of everything that is set for it: the sum of all. What all exam
 * sessions share is added up once for all rows.
 */
export const versionOfAll = correlated(
  sql<number>`${totalOf(sql`${examSessions.id}`)} + ${totalOf(SHARED)}`,
).mapWith(Number);

function totalOf(owner: SQL | string): SQL {
  return sql`(select coalesce(sum(kept.version), 0) from ${settingsVersions} kept where kept.exam_session_id = ${owner})`;
}

/** Reads the present versions around some places. */
export async function readVersions(
  db: Reader,
  examSessionId: string,
  codes: Iterable<string>,
): Promise<ScopeVersions> {
  const [row] = await versionsRead(db, { examSessionId, codes: [...codes] });
  return row?.versions ?? {};
}

const versionsRead = builtOnce(
  (db, { examSessionId, codes }: Given<{ examSessionId: string; codes: string[] }>) =>
    db.select({ versions: versionsAround(examSessionId, codesOf(codes)) }).from(sql`(select 1) as one`),
);

/** Makes the query of some codes that are known already, given as an array; `*` stands for the country alone. */
export function codesOf(codes: SQLWrapper): SQL {
  return sql`select unnest(array_append(${codes}::text[], '*'))`;
}
