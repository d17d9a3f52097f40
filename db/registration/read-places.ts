import { eq, inArray } from 'drizzle-orm';
import type { Period } from '../../domain/time.ts';
import type { Reader } from '../reader.ts';
import { offerings, seatPools } from '../schema/index.ts';

/** The time in which an offering may be chosen, and what is left of it. */
export interface PlaceRecord extends Period {
  free: number;
  waiting: number;
}

/** Reads offerings with their pools, by id. */
export async function readPlaces(db: Reader, offeringIds: number[]): Promise<Map<number, PlaceRecord>> {
  const rows = await db
    .select({
      id: offerings.id,
      opensAt: offerings.opensAt,
      closesAt: offerings.closesAt,
      free: seatPools.free,
      waiting: seatPools.waiting,
    })
    .from(offerings)
    .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
    .where(inArray(offerings.id, offeringIds));
  return new Map(
    rows.map(({ id, opensAt, closesAt, free, waiting }) => [
      id,
      { opensAt: opensAt.getTime(), closesAt: closesAt.getTime(), free, waiting },
    ]),
  );
}
