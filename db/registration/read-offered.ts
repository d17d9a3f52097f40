import { sql } from 'drizzle-orm';
import type { ScopeVersions } from '../../domain/exam-session/season.ts';
import { builtOnce, type Given } from '../built-once.ts';
import { codesOf, versionsAround } from '../exam-session/settings-versions.ts';
import { jsonRow, jsonRows } from '../json-rows.ts';
import type { Reader } from '../reader.ts';
import { offerings, seatPools, waitlistEntries } from '../schema/index.ts';
import type { PoolRecord } from '../seats/read-seats.ts';
import { type WaitState, waitStateOf } from '../seats/waitlist.ts';

/** The seats of an offering, with the state of one candidate's latest wait for it; null: they never waited. */
export interface OfferedSeats extends PoolRecord {
  waitState: WaitState | null;
}

/** Reads the seats at some campuses as a registration's candidate sees them, and the versions there; one statement. */
export async function readOffered(
  db: Reader,
  { id, examSessionId }: { id: string; examSessionId: string },
  campusCodes: string[],
): Promise<{ seats: Map<number, OfferedSeats>; versions: ScopeVersions }> {
  const [row] = await offeredRead(db, { id, examSessionId, campusCodes });
  if (!row) throw new Error('a statement that always has a row had none');
  const seats = row.pools.map(({ wait: latest, ...pool }): [number, OfferedSeats] => [
    pool.offeringId,
    { ...pool, waitState: latest && waitStateOf(latest) },
  ]);
  return { seats: new Map(seats), versions: row.versions };
}

const offeredRead = builtOnce(
  (
    db,
    { id, examSessionId, campusCodes }: Given<{ id: string; examSessionId: string; campusCodes: string[] }>,
  ) => {
    const { offeringId, capacity, free, waiting } = seatPools;
    const wait = jsonRow(
      { state: waitlistEntries.state, endReason: waitlistEntries.endReason },
      sql`from ${waitlistEntries} where ${waitlistEntries.offeringId} = ${offeringId}
        and ${waitlistEntries.registrationId} = ${id} order by ${waitlistEntries.turn} desc`,
    );
    return db
      .select({
        pools: jsonRows(
          { offeringId, capacity, free, waiting, wait },
          sql`from ${seatPools} join ${offerings} on ${offerings.id} = ${offeringId}
            where ${offerings.examSessionId} = ${examSessionId}
              and ${offerings.campusCode} = any(${campusCodes}::text[])`,
        ),
        versions: versionsAround(examSessionId, codesOf(campusCodes)),
      })
      .from(sql`(select 1) as one`);
  },
);
