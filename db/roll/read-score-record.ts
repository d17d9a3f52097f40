import { eq } from 'drizzle-orm';
import { ID_TYPES } from '../../domain/person/id-number.ts';
import type { ScoreComparison } from '../../domain/roll/scores.ts';
import { idNumberIndex, nameIndex } from '../person/personal-index.ts';
import { type ScorePersonal, scoreRecords } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import type { Reader } from '../reader.ts';

export interface ScoreRecord extends ScoreComparison {
  ticketNumber: string;
  /** The person as the earlier exam knew them; null for records stored without one. */
  person: ScorePersonal | null;
}

/** Reads the CET-4 record of a ticket and compares it with a person; null when there is none. */
export async function readScoreRecord(
  db: Reader,
  vault: Vault,
  ticketNumber: string,
  person: { name: string; idNumber: string },
): Promise<ScoreRecord | null> {
  const [record] = await db
    .select()
    .from(scoreRecords)
    .where(eq(scoreRecords.ticketNumber, ticketNumber))
    .limit(1);
  if (!record) return null;
  return {
    ticketNumber,
    score: record.score,
    // The number alone counts, not the type of paper under which the school filed it.
    sameIdNumber: ID_TYPES.some(
      (idType) => idNumberIndex(vault, idType, person.idNumber) === record.idNumberIndex,
    ),
    sameName: nameIndex(vault, person.name) === record.nameIndex,
    person: record.personal === null ? null : vault.open<ScorePersonal>('scoreRecord', record.personal),
  };
}

export function sealScorePersonal(vault: Vault, personal: ScorePersonal): string {
  return vault.seal('scoreRecord', personal);
}
