import { and, eq } from 'drizzle-orm';
import type { IdType } from '../../domain/person/id-number.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { CampusRecord, Named } from '../../domain/exam-session/campus.ts';
import type { Scope } from '../../domain/scopes.ts';
import { shownDigest } from './roll-digest.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { campuses, candidates, schools } from '../schema/index.ts';
import { idNumberIndex as indexOfNumber } from '../person/personal-index.ts';
import { isFoundByOwnRoll, openRollRow } from './sealed-roll.ts';
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

/** Reads one roll entry, or null. Its index is that of what is sealed. */
export async function readCandidate(
  db: Reader,
  vault: Vault,
  candidateId: string,
): Promise<CandidateRecord | null> {
  const [row] = await candidateRows(db).where(eq(candidates.id, candidateId)).limit(1);
  return row ? opened(vault, row) : null;
}

/** Tells whether a roll entry lies in a scope, by its college where that is one. */
export async function isCandidateInScope(db: Reader, candidateId: string, scope: Scope): Promise<boolean> {
  const isIn = inScope(candidates.schoolCode, scope, candidates.college);
  const found = await db
    .select({ id: candidates.id })
    .from(candidates)
    .where(and(eq(candidates.id, candidateId), isIn));
  return found.length > 0;
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
  const roll = openRollRow(vault, { id, personal });
  return {
    id,
    examSessionId,
    provinceCode,
    schoolCode,
    campus: { ...named(row.campus), school: named(row.school) },
    idType,
    idNumberIndex: isFoundByOwnRoll(vault, { id, personal }, { idNumberIndex })
      ? idNumberIndex
      : indexOfNumber(vault, roll.idType, roll.idNumber),
    digest: shownDigest(row.candidate),
    photoId,
    roll,
  };
}

function named({ code, nameZh, nameEn }: Named): Named {
  return { code, nameZh, nameEn };
}
