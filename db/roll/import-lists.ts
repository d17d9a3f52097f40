import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { ListKind } from '../../domain/roll/eligibility.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Database, Transaction } from '../connect.ts';
import { inScope } from '../in-scope.ts';
import { candidates, eligibilityLists, subjects } from '../schema/index.ts';

/** A person of a roll, as list entries name them. */
export interface ListedPerson {
  candidateId: string;
  schoolCode: string;
  idNumberIndex: string;
  nameIndex: string;
}

export interface ListEntry {
  candidateId: string;
  subjectCode: string;
  kind: ListKind;
  reason: string;
}

/** Reads whom numbers belong to on the rolls of a scope. */
export async function findListed(
  db: Database | Transaction,
  where: { examSessionId: string; scope: Scope; idNumberIndexes: readonly string[] },
): Promise<ListedPerson[]> {
  if (where.idNumberIndexes.length === 0) return [];
  return db
    .select({
      candidateId: candidates.id,
      schoolCode: candidates.schoolCode,
      idNumberIndex: candidates.idNumberIndex,
      nameIndex: candidates.nameIndex,
    })
    .from(candidates)
    .where(
      and(
        eq(candidates.examSessionId, where.examSessionId),
        inScope(candidates.schoolCode, where.scope),
        inArray(candidates.idNumberIndex, [...where.idNumberIndexes]),
      ),
    );
}

/** Reads the entries that people have so far, with their reasons, by `entryKey`. */
export async function readListEntries(
  db: Database | Transaction,
  candidateIds: readonly string[],
): Promise<Map<string, string>> {
  if (candidateIds.length === 0) return new Map();
  const found = await db
    .select()
    .from(eligibilityLists)
    .where(inArray(eligibilityLists.candidateId, [...candidateIds]));
  return new Map(found.map((entry) => [entryKey(entry), entry.reason]));
}

export function entryKey({ candidateId, subjectCode, kind }: Omit<ListEntry, 'reason'>): string {
  return `${candidateId}/${subjectCode}/${kind}`;
}

export async function writeListEntries(
  tx: Transaction,
  { added, removed }: { added: readonly ListEntry[]; removed: readonly Omit<ListEntry, 'reason'>[] },
): Promise<void> {
  if (added.length > 0)
    await tx
      .insert(eligibilityLists)
      .values([...added])
      .onConflictDoUpdate({
        target: [eligibilityLists.candidateId, eligibilityLists.subjectCode, eligibilityLists.kind],
        set: { reason: sql`excluded.reason` },
      });
  if (removed.length === 0) return;
  const named: SQL[] = removed.map(
    ({ candidateId, subjectCode, kind }) => sql`(${candidateId}::uuid, ${subjectCode}, ${kind})`,
  );
  const { candidateId, subjectCode, kind } = eligibilityLists;
  await tx
    .delete(eligibilityLists)
    .where(sql`(${candidateId}, ${subjectCode}, ${kind}) in (${sql.join(named, sql`, `)})`);
}

/** Reads the codes of all subjects. */
export async function readSubjectCodes(db: Database): Promise<Set<string>> {
  const rows = await db.select({ code: subjects.code }).from(subjects);
  return new Set(rows.map(({ code }) => code));
}
