import { and, asc, eq, inArray } from 'drizzle-orm';
import { offerings, seatPools } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

/** The part of a seat pool that is public. */
export type PoolRecord = Pick<typeof seatPools.$inferSelect, 'offeringId' | 'capacity' | 'free' | 'waiting'>;

const MAX_POOLS = 100;

const { offeringId, capacity, free, waiting } = seatPools;
const poolColumns = { offeringId, capacity, free, waiting };

/** Reads the seat pools of a campus in an exam session. */
export async function readSeats(
  db: Reader,
  examSessionId: string,
  campusCode: string,
): Promise<PoolRecord[]> {
  return db
    .select(poolColumns)
    .from(seatPools)
    .innerJoin(offerings, eq(offerings.id, seatPools.offeringId))
    .where(and(eq(offerings.examSessionId, examSessionId), eq(offerings.campusCode, campusCode)))
    .orderBy(asc(seatPools.offeringId))
    .limit(MAX_POOLS);
}

/** Reads the seat pools of some offerings. */
export async function readPools(db: Reader, offeringIds: number[]): Promise<PoolRecord[]> {
  return db.select(poolColumns).from(seatPools).where(inArray(offeringId, offeringIds));
}
