import { and, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { registrations } from '../schema/index.ts';

/** Reads which passport holds each candidate in this exam session, and which candidate this passport holds. */
export async function readBindings(
  db: Reader,
  passportId: string,
  examSessionId: string,
  candidateIds: string[],
): Promise<{ holderOf: Map<string, string>; ownCandidateId: string | null }> {
  const rows = await db
    .select({ candidateId: registrations.id, passportId: registrations.passportId })
    .from(registrations)
    .where(
      and(
        eq(registrations.examSessionId, examSessionId),
        isNotNull(registrations.passportId),
        candidateIds.length === 0
          ? eq(registrations.passportId, passportId)
          : or(inArray(registrations.id, candidateIds), eq(registrations.passportId, passportId)),
      ),
    );
  return {
    holderOf: new Map(rows.map((row) => [row.candidateId, row.passportId as string])),
    ownCandidateId: rows.find((row) => row.passportId === passportId)?.candidateId ?? null,
  };
}
