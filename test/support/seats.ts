import { eq } from 'drizzle-orm';
import { seatLedger, seatPools } from '../../db/schema/index.ts';
import type { SeatState } from '../../domain/seats/seats.ts';
import type { Platform } from './platform.ts';

/** Reads the counters of a pool. */
export async function seatsOf(platform: Pick<Platform, 'db'>, offeringId: number) {
  const [pool] = await platform.db.select().from(seatPools).where(eq(seatPools.offeringId, offeringId));
  if (!pool) throw new Error(`no pool ${offeringId}`);
  return pool;
}

/** Rebuilds the counters from the ledger, with which they must agree. */
export async function seatsByLedger(platform: Pick<Platform, 'db'>, offeringId: number) {
  const { capacity } = await seatsOf(platform, offeringId);
  const seats: Record<SeatState, number> = { free: capacity, held: 0, offered: 0, paid: 0 };
  const moves = await platform.db.select().from(seatLedger).where(eq(seatLedger.offeringId, offeringId));
  for (const move of moves) {
    seats[move.from] -= 1;
    seats[move.to] += 1;
  }
  return seats;
}
