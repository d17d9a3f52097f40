import { and, asc, eq } from 'drizzle-orm';
import { offerings, seatPools } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

/** The part of a seat pool that is public. */
export type PoolRecord = Pick<typeof seatPools.$inferSelect, 'offeringId' | 'capacity' | 'free' | 'waiting'>;

const MAX_POOLS = 100;

/** Reads the seat pools of a campus in an exam session. */
export async function readSeats(
  db: Reader,
  examSessionId: string,
  campusCode: string,
): Promise<PoolRecord[]> {
  const { offeringId, capacity, free, waiting } = seatPools;
  return db
    .select({ offeringId, capacity, free, waiting })
    .from(seatPools)
    .innerJoin(offerings, eq(offerings.id, seatPools.offeringId))
    .where(and(eq(offerings.examSessionId, examSessionId), eq(offerings.campusCode, campusCode)))
    .orderBy(asc(offeringId))
    .limit(MAX_POOLS);
}
