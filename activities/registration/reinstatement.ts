import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { offerings, registrations, seatPools, windows } from '../../db/schema/index.ts';
import type { ReinstatementFacts } from '../../domain/registration/commands.ts';
import { isWithin } from '../../domain/time.ts';
import { effectiveWindow, windowState } from '../../domain/exam-session/windows.ts';

/** Reads whether the entries that a late payment was for can be given back at this moment. */
export async function readReinstatementFacts(
  db: Database,
  input: { registrationId: string; examSessionId: string; entryIds: string[]; at: number },
): Promise<ReinstatementFacts> {
  const [record] = await db
    .select({ state: registrations.state, campusCode: registrations.campusCode })
    .from(registrations)
    .where(eq(registrations.id, input.registrationId));
  const entries = record?.state.entries.filter((entry) => input.entryIds.includes(entry.id)) ?? [];
  if (!record || entries.length < input.entryIds.length) return { windowsOpen: false, seatsFree: false };

  const [windowRows, offeringRows] = await Promise.all([
    db
      .select()
      .from(windows)
      .where(and(eq(windows.examSessionId, input.examSessionId), eq(windows.kind, 'registration'))),
    db
      .select({
        id: offerings.id,
        opensAt: offerings.opensAt,
        closesAt: offerings.closesAt,
        free: seatPools.free,
        waiting: seatPools.waiting,
      })
      .from(offerings)
      .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
      .where(
        inArray(
          offerings.id,
          entries.map((entry) => entry.offeringId),
        ),
      ),
  ]);
  const online = effectiveWindow(
    windowRows.map((row) => ({ ...row, opensAt: row.opensAt.getTime(), closesAt: row.closesAt.getTime() })),
    'registration',
    record.campusCode,
  );
  const offeringOf = new Map(offeringRows.map((row) => [row.id, row]));
  const each = entries.map((entry) => offeringOf.get(entry.offeringId));
  return {
    windowsOpen:
      windowState(online, input.at) === 'open' &&
      each.every(
        (row) =>
          row && isWithin({ opensAt: row.opensAt.getTime(), closesAt: row.closesAt.getTime() }, input.at),
      ),
    seatsFree: each.every((row) => row !== undefined && row.free > 0 && row.waiting === 0),
  };
}
