import type { DomainErrorCode } from '../errors.ts';
import type { SeatState } from './seats.ts';

export const MAX_CAPACITY = 100_000;

/** Counts the seats that somebody has: offered, held or paid ones are never taken away. */
export function leastCapacity({ offered, held, paid }: Record<Exclude<SeatState, 'free'>, number>): number {
  return offered + held + paid;
}

/** Finds the reason why a pool cannot be given this capacity; null when it can. */
export function capacityRefusal(
  pool: { capacity: number } & Parameters<typeof leastCapacity>[0],
  capacity: number,
): DomainErrorCode | null {
  if (capacity === pool.capacity) return 'CAPACITY_UNCHANGED';
  return capacity < leastCapacity(pool) ? 'CAPACITY_TOO_LOW' : null;
}

/** Tells whether a change takes seats away, which a second person has to approve. */
export function isCut(pool: { capacity: number }, capacity: number): boolean {
  return capacity < pool.capacity;
}
