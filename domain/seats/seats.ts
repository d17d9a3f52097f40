/** States of a seat of a pool. `held`: kept for an unpaid entry. `offered`: promised to the head of the queue. */
export type SeatState = 'free' | 'held' | 'offered' | 'paid';

/** 剩余座位 as candidates see it: green (有) from a half, yellow (紧张) below, red (无). */
export type SeatsLeft = 'plenty' | 'few' | 'none';

/** Counts the seats that anybody may take: none while somebody waits, otherwise all free ones. */
export function seatsOnSale(pool: { free: number; waiting: number }): number {
  return pool.waiting > 0 ? 0 : Math.max(0, pool.free);
}

/** Describes the seats on sale relative to the pool. */
export function seatsLeft(pool: { capacity: number; free: number; waiting: number }): SeatsLeft {
  if (seatsOnSale(pool) === 0) return 'none';
  return pool.free * 2 >= pool.capacity ? 'plenty' : 'few';
}
