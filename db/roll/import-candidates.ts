import { and, eq, inArray, sql } from 'drizzle-orm';
import type { IdType } from '../../domain/person/id-number.ts';
import type { Database, Transaction } from '../connect.ts';
import { candidates } from '../schema/index.ts';

/** The key that identifies an entry of a roll inside an exam session. */
export interface CandidateKey {
  schoolCode: string;
  idType: IdType;
  idNumberIndex: string;
}

export interface CandidateImport extends CandidateKey {
  provinceCode: string;
  campusCode: string;
  nameIndex: string;
  studentNumberIndex: string;
  digest: string;
}

export type SealedCandidate = CandidateImport & { personal: string };

/**
 * The key of a lock (an arbitrary constant) that makes imports write one after the other, so that they never deadlock.
 */
const IMPORT_LOCK = 70_234_002;

export function candidateKeyText(key: CandidateKey): string {
  return `${key.schoolCode}/${key.idType}/${key.idNumberIndex}`;
}

/** Reads the digests of those entries that exist, by `candidateKeyText`. */
export async function readDigests(
  db: Database | Transaction,
  examSessionId: string,
  keys: readonly CandidateKey[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(keys.map((key) => key.idNumberIndex))];
  if (wanted.length === 0) return new Map();
  const found = await db
    .select({
      schoolCode: candidates.schoolCode,
      idType: candidates.idType,
      idNumberIndex: candidates.idNumberIndex,
      digest: candidates.digest,
    })
    .from(candidates)
    .where(and(eq(candidates.examSessionId, examSessionId), inArray(candidates.idNumberIndex, wanted)));
  return new Map(found.map((row) => [candidateKeyText(row), row.digest]));
}

/** Reads the holders of student numbers, by the number's index, which covers the school as well. */
export async function readStudentNumberHolders(
  db: Database | Transaction,
  examSessionId: string,
  studentNumberIndexes: readonly string[],
): Promise<Map<string, CandidateKey>> {
  if (studentNumberIndexes.length === 0) return new Map();
  const found = await db
    .select({
      schoolCode: candidates.schoolCode,
      idType: candidates.idType,
      idNumberIndex: candidates.idNumberIndex,
      studentNumberIndex: candidates.studentNumberIndex,
    })
    .from(candidates)
    .where(
      and(
        eq(candidates.examSessionId, examSessionId),
        inArray(candidates.studentNumberIndex, [...studentNumberIndexes]),
      ),
    );
  return new Map(found.map((row) => [row.studentNumberIndex, row]));
}

export async function lockImports(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`);
}

/**
 * Writes new and changed entries. Student numbers that pass from one candidate to another are freed first; the
 * candidate who loses one gets the new number from a later row of the same file.
 */
export async function writeCandidates(
  transaction: Transaction,
  examSessionId: string,
  rows: readonly SealedCandidate[],
  importedAt: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const holders = await readStudentNumberHolders(
    transaction,
    examSessionId,
    rows.map((row) => row.studentNumberIndex),
  );
  const passedOn = rows.filter((row) => {
    const holder = holders.get(row.studentNumberIndex);
    return holder !== undefined && candidateKeyText(holder) !== candidateKeyText(row);
  });
  if (passedOn.length > 0) {
    await transaction
      .update(candidates)
      .set({ studentNumberIndex: sql`'passed-on/' || ${candidates.id}`, digest: 'passed-on' })
      .where(
        and(
          eq(candidates.examSessionId, examSessionId),
          inArray(
            candidates.studentNumberIndex,
            passedOn.map((row) => row.studentNumberIndex),
          ),
        ),
      );
  }
  await transaction
    .insert(candidates)
    .values(rows.map((row) => ({ ...row, examSessionId, importedAt })))
    .onConflictDoUpdate({
      target: [candidates.examSessionId, candidates.schoolCode, candidates.idType, candidates.idNumberIndex],
      set: {
        provinceCode: sql`excluded.province_code`,
        campusCode: sql`excluded.campus_code`,
        nameIndex: sql`excluded.name_index`,
        studentNumberIndex: sql`excluded.student_number_index`,
        personal: sql`excluded.personal`,
        digest: sql`excluded.digest`,
        importedAt: sql`excluded.imported_at`,
      },
    });
}
