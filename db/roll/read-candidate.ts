import { and, asc, eq } from 'drizzle-orm';
import type { IdType } from '../../domain/person/id-number.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { CampusRecord, Named } from '../exam-session/read-campuses.ts';
import { shownDigest } from './roll-digest.ts';
import type { Reader } from '../reader.ts';
import { campuses, candidates, schools } from '../schema/index.ts';
import { openRollRow } from './sealed-roll.ts';
import type { Vault } from '../vault.ts';

/** A roll entry with its campus, its personal data opened. */
export interface CandidateRecord {
  id: string;
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campus: CampusRecord;
  idType: IdType;
  idNumberIndex: string;
  /** Digest of the row and the photo. */
  digest: string;
  photoId: string | null;
  roll: RollRow;
}

/** Reads one roll entry, or null. */
export async function readCandidate(
  db: Reader,
  vault: Vault,
  candidateId: string,
): Promise<CandidateRecord | null> {
  const [row] = await candidateRows(db).where(eq(candidates.id, candidateId)).limit(1);
  return row ? opened(vault, row) : null;
}

const MAX_ROLLS = 10;

/** Finds the roll entries of one person in a province: ID number and name must both match. */
export async function findCandidates(
  db: Reader,
  vault: Vault,
  person: { examSessionId: string; provinceCode: string; idNumberIndex: string; nameIndex: string },
): Promise<CandidateRecord[]> {
  const rows = await candidateRows(db)
    .where(
      and(
        eq(candidates.idNumberIndex, person.idNumberIndex),
        eq(candidates.examSessionId, person.examSessionId),
        eq(candidates.provinceCode, person.provinceCode),
        eq(candidates.nameIndex, person.nameIndex),
      ),
    )
    .orderBy(asc(candidates.campusCode), asc(candidates.id))
    .limit(MAX_ROLLS);
  return rows.map((row) => opened(vault, row));
}

function candidateRows(db: Reader) {
  return db
    .select({ candidate: candidates, campus: campuses, school: schools })
    .from(candidates)
    .innerJoin(campuses, eq(campuses.code, candidates.campusCode))
    .innerJoin(schools, eq(schools.code, campuses.schoolCode))
    .$dynamic();
}

function opened(
  vault: Vault,
  row: {
    candidate: typeof candidates.$inferSelect;
    campus: typeof campuses.$inferSelect;
    school: typeof schools.$inferSelect;
  },
): CandidateRecord {
  const { id, examSessionId, provinceCode, schoolCode, idType, idNumberIndex, photoId, personal } =
    row.candidate;
  return {
    id,
    examSessionId,
    provinceCode,
    schoolCode,
    campus: { ...named(row.campus), school: named(row.school) },
    idType,
    idNumberIndex,
    digest: shownDigest(row.candidate),
    photoId,
    roll: openRollRow(vault, personal),
  };
}

function named({ code, nameZh, nameEn }: Named): Named {
  return { code, nameZh, nameEn };
}
