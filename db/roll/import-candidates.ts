import { and, eq, inArray, sql } from 'drizzle-orm';
import type { RollColumn, RollInClear } from '../../domain/roll/roll.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { candidates } from '../schema/index.ts';

/** The key that identifies an entry of a roll inside an exam session. */
export interface CandidateKey {
  schoolCode: string;
  idType: IdType;
  idNumberIndex: string;
}

export interface CandidateImport extends CandidateKey, RollInClear {
  provinceCode: string;
  campusCode: string;
  nameIndex: string;
  studentNumberIndex: string;
  digest: string;
}

export type SealedCandidate = CandidateImport & { id: string; personal: string; corrected: RollColumn[] };

export interface KnownCandidate extends CandidateKey {
  id: string;
  digest: string;
  studentNumberIndex: string;
  /** What staff have corrected by hand. */
  corrected: RollColumn[];
  personal: string;
}

/**
 * The key of a lock (an arbitrary constant) that makes imports write one after the other, so that they never deadlock.
 */
const IMPORT_LOCK = 70_234_002;

/** The entries of one statement: it takes 65,534 values. */
const WRITTEN_AT_ONCE = 1_000;

export function candidateKeyText(key: CandidateKey): string {
  return `${key.schoolCode}/${key.idType}/${key.idNumberIndex}`;
}

const KNOWN = {
  id: candidates.id,
  schoolCode: candidates.schoolCode,
  idType: candidates.idType,
  idNumberIndex: candidates.idNumberIndex,
  studentNumberIndex: candidates.studentNumberIndex,
  corrected: candidates.corrected,
  personal: candidates.personal,
  // An entry without what is kept in clear is written anew.
  digest: sql<string>`case when ${candidates.college} is null or ${candidates.className} is null or ${candidates.grade} is null then '' else ${candidates.digest} end`,
};

/** Reads those entries that exist, by `candidateKeyText`. */
export async function readKnown(
  db: Database | Transaction,
  examSessionId: string,
  keys: readonly CandidateKey[],
): Promise<Map<string, KnownCandidate>> {
  const wanted = [...new Set(keys.map((key) => key.idNumberIndex))];
  if (wanted.length === 0) return new Map();
  const found = await db
    .select(KNOWN)
    .from(candidates)
    .where(and(eq(candidates.examSessionId, examSessionId), inArray(candidates.idNumberIndex, wanted)));
  return new Map(found.map((row) => [candidateKeyText(row), row]));
}

/** Reads the holders of student numbers, by the number's index, which covers the school as well. */
export async function readStudentNumberHolders(
  db: Database | Transaction,
  examSessionId: string,
  studentNumberIndexes: readonly string[],
): Promise<Map<string, KnownCandidate>> {
  if (studentNumberIndexes.length === 0) return new Map();
  const found = await db
    .select(KNOWN)
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
 * Writes new and changed entries, which may hand student numbers on to each other: numbers that go to another one of them are freed first. An
 * entry that is not among them keeps its own, so that whoever would take it fails on the index. What is personal is sealed for the id of its
 * row: the caller has looked it up under the lock of imports.
 */
export async function writeCandidates(
  transaction: Transaction,
  examSessionId: string,
  rows: readonly SealedCandidate[],
  importedAt: Instant,
): Promise<void> {
  const pages = slices(rows, WRITTEN_AT_ONCE);
  const ids = new Set(rows.map(({ id }) => id));
  for (const page of pages) {
    const numbers = page.map((row) => row.studentNumberIndex);
    const holders = await readStudentNumberHolders(transaction, examSessionId, numbers);
    const givers = page.flatMap((row) => {
      const holder = holders.get(row.studentNumberIndex);
      return holder && holder.id !== row.id && ids.has(holder.id) ? [holder.id] : [];
    });
    if (givers.length > 0)
      await transaction
        .update(candidates)
        .set({ studentNumberIndex: sql`'passed-on/' || ${candidates.id}` })
        .where(inArray(candidates.id, givers));
  }
  for (const page of pages)
    await insertCandidates(
      transaction,
      page.map((row) => ({ ...row, examSessionId, importedAt })),
    );
}

function slices<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

async function insertCandidates(
  transaction: Transaction,
  values: (typeof candidates.$inferInsert)[],
): Promise<void> {
  await transaction
    .insert(candidates)
    .values(values)
    .onConflictDoUpdate({
      target: [candidates.examSessionId, candidates.schoolCode, candidates.idType, candidates.idNumberIndex],
      set: {
        provinceCode: sql`excluded.province_code`,
        campusCode: sql`excluded.campus_code`,
        nameIndex: sql`excluded.name_index`,
        studentNumberIndex: sql`excluded.student_number_index`,
        college: sql`excluded.college`,
        className: sql`excluded.class_name`,
        grade: sql`excluded.grade`,
        educationLevel: sql`excluded.education_level`,
        personal: sql`excluded.personal`,
        digest: sql`excluded.digest`,
        corrected: sql`excluded.corrected`,
        missingSince: null,
        importedAt: sql`excluded.imported_at`,
      },
    });
}
