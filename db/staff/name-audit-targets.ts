import { eq, inArray } from 'drizzle-orm';
import type { Named } from '../../domain/exam-session/campus.ts';
import { placeKindOf } from '../../domain/exam-session/place-codes.ts';
import { collegeOf } from '../../domain/scopes.ts';
import { SHARED } from '../exam-session/settings-versions.ts';
import type { Reader } from '../reader.ts';
import { batches, campuses, offerings, provinces, schools } from '../schema/index.ts';

/** What a target of the audit log is about, where it has a place. */
export interface AuditTargetNamed {
  /** Null: what all exam sessions share. */
  examSession: string | null;
  /** Null: the whole country. */
  place: Named | null;
  subject: string | null;
}

/** The part of a target that says which exam session, scope or subject it is about. */
type About = Omit<AuditTargetNamed, 'place'> & { scope: string };

/** Names what the targets of a page of the audit log are about: settings, offerings and batches, by exam session, place and subject. */
export async function nameAuditTargets(
  db: Reader,
  targets: readonly string[],
): Promise<Map<string, AuditTargetNamed>> {
  const about = new Map([
    ...(await offeringsAmong(db, targets)),
    ...(await batchesAmong(db, targets)),
    ...settingsAmong(targets),
  ]);
  const names = await namesOf(
    db,
    [...about.values()].map(({ scope }) => scope),
  );
  return new Map(
    [...about].map(([target, { scope, ...rest }]) => [target, { ...rest, place: names.get(scope) ?? null }]),
  );
}

function settingsAmong(targets: readonly string[]): [string, About][] {
  return targets.flatMap((target): [string, About][] => {
    const [, owner, scope] = /^settings\/([^/]+)\/(\*|\d+)$/.exec(target) ?? [];
    if (owner === undefined || scope === undefined) return [];
    return [[target, { examSession: owner === SHARED ? null : owner, scope, subject: null }]];
  });
}

async function offeringsAmong(db: Reader, targets: readonly string[]): Promise<[string, About][]> {
  const ids = targets.flatMap((target) => /^offering\/(\d{1,9})$/.exec(target)?.[1] ?? []).map(Number);
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: offerings.id,
      examSession: offerings.examSessionId,
      scope: offerings.campusCode,
      subject: offerings.subjectCode,
    })
    .from(offerings)
    .where(inArray(offerings.id, ids));
  return rows.map(({ id, ...about }) => [`offering/${id}`, about]);
}

async function batchesAmong(db: Reader, targets: readonly string[]): Promise<[string, About][]> {
  const ids = targets.flatMap((target) => /^batch\/([0-9a-f-]{36})$/.exec(target)?.[1] ?? []);
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: batches.id, examSession: batches.examSessionId, scope: batches.scope })
    .from(batches)
    .where(inArray(batches.id, ids));
  return rows.map(({ id, examSession, scope }) => {
    const about = { examSession, scope: collegeOf(scope)?.schoolCode ?? scope, subject: null };
    return [`batch/${id}`, about];
  });
}

const TABLES = { province: provinces, school: schools, campus: campuses } as const;

/** Names places by their codes; a campus with its school, by which people know it. */
async function namesOf(db: Reader, codes: readonly string[]): Promise<Map<string, Named>> {
  const found = await Promise.all(
    (['province', 'school', 'campus'] as const).map(async (kind): Promise<Named[]> => {
      const ofKind = codes.filter((code) => placeKindOf(code) === kind);
      if (ofKind.length === 0) return [];
      if (kind !== 'campus') {
        const { code, nameZh, nameEn } = TABLES[kind] as typeof provinces;
        return db
          .select({ code, nameZh, nameEn })
          .from(TABLES[kind] as typeof provinces)
          .where(inArray(code, ofKind));
      }
      const rows = await db
        .select({ campus: campuses, school: schools })
        .from(campuses)
        .innerJoin(schools, eq(schools.code, campuses.schoolCode))
        .where(inArray(campuses.code, ofKind));
      return rows.map(({ campus, school }) => ({
        code: campus.code,
        nameZh: `${school.nameZh} ${campus.nameZh}`,
        nameEn: `${school.nameEn}, ${campus.nameEn}`,
      }));
    }),
  );
  return new Map(found.flat().map((named) => [named.code, named]));
}
