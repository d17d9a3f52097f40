import { inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { scoreRecords } from '../schema/index.ts';

export interface ScoreImport {
  ticketNumber: string;
  idNumberIndex: string;
  nameIndex: string;
  /** The person (`ScorePersonal`), sealed. */
  personal: string;
  score: number;
}

/** Reads those records that exist, by ticket number. */
export async function readScoreRecords(
  db: Database | Transaction,
  ticketNumbers: readonly string[],
): Promise<Map<string, Omit<ScoreImport, 'personal'>>> {
  if (ticketNumbers.length === 0) return new Map();
  const found = await db
    .select({
      ticketNumber: scoreRecords.ticketNumber,
      idNumberIndex: scoreRecords.idNumberIndex,
      nameIndex: scoreRecords.nameIndex,
      score: scoreRecords.score,
    })
    .from(scoreRecords)
    .where(inArray(scoreRecords.ticketNumber, [...ticketNumbers]));
  return new Map(found.map((record) => [record.ticketNumber, record]));
}

export async function writeScoreRecords(
  transaction: Transaction,
  records: readonly ScoreImport[],
  importedAt: Instant,
): Promise<void> {
  if (records.length === 0) return;
  await transaction
    .insert(scoreRecords)
    .values(records.map((record) => ({ ...record, importedAt })))
    .onConflictDoUpdate({
      target: scoreRecords.ticketNumber,
      set: {
        idNumberIndex: sql`excluded.id_number_index`,
        nameIndex: sql`excluded.name_index`,
        personal: sql`excluded.personal`,
        score: sql`excluded.score`,
        importedAt: sql`excluded.imported_at`,
      },
    });
}
