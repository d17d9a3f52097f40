import { eq, sql } from 'drizzle-orm';
import type { RollFacts } from '../../domain/roll/eligibility.ts';
import { correlated } from '../correlated.ts';
import { jsonRows } from '../json-rows.ts';
import type { Reader } from '../reader.ts';
import { candidates, eligibilityLists, registrations, reviews, scoreRecords } from '../schema/index.ts';

/** The columns, beside those of a roll entry, of what its eligibility depends on. */
export const rollFactColumns = {
  campusCode: candidates.campusCode,
  lists: jsonRows(
    {
      subjectCode: eligibilityLists.subjectCode,
      kind: eligibilityLists.kind,
      reason: eligibilityLists.reason,
    },
    sql`from ${eligibilityLists} where ${eligibilityLists.candidateId} = ${candidates.id}`,
  ),
  // A re-check of whoever is registered from the entry is theirs also when their number has been corrected since.
  cet4Score: correlated(sql<number | null>`greatest(
    (select max(${scoreRecords.score}) from ${scoreRecords}
      where ${scoreRecords.idNumberIndex} = ${candidates.idNumberIndex}),
    (select max(${reviews.score}) from ${reviews}
      where ${reviews.idNumberIndex} = ${candidates.idNumberIndex} and ${reviews.state} = 'approved'),
    (select max(${reviews.score}) from ${reviews}
      where ${reviews.candidateId} = ${candidates.id} and ${reviews.state} = 'approved' and ${reviews.passportId} = (
        select ${registrations.passportId} from ${registrations} where ${registrations.id} = ${candidates.id})))`),
};

/** Reads what the eligibility of a roll entry depends on; null when there is no such entry. */
export async function readRollFacts(db: Reader, candidateId: string): Promise<RollFacts | null> {
  const [roll] = await db.select(rollFactColumns).from(candidates).where(eq(candidates.id, candidateId));
  return roll ?? null;
}
