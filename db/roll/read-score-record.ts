import { eq } from 'drizzle-orm';
import { ID_TYPES } from '../../domain/person/id-number.ts';
import type { ScoreComparison } from '../../domain/roll/scores.ts';
import { idNumberIndex, nameIndex } from '../person/personal-index.ts';
import { type ScorePersonal, scoreRecords } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
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
  const owner =
    record.personal === null
      ? null
      : vault.open<ScorePersonal>(SEALED.scoreRecord(ticketNumber), record.personal);
  // The number alone counts, not the type of paper under which the school filed it.
  const isNumber = (idNumber: string) =>
    ID_TYPES.some((idType) => idNumberIndex(vault, idType, idNumber) === record.idNumberIndex);
  return {
    ticketNumber,
    score: record.score,
    // Records stored without a person say by their indexes alone whose they are.
    sameIdNumber: isNumber(person.idNumber) && (owner === null || isNumber(owner.idNumber)),
    sameName:
      nameIndex(vault, person.name) === record.nameIndex &&
      (owner === null || nameIndex(vault, owner.name) === record.nameIndex),
    person: owner,
  };
}

export function sealScorePersonal(vault: Vault, ticketNumber: string, personal: ScorePersonal): string {
  return vault.seal(SEALED.scoreRecord(ticketNumber), personal);
}
