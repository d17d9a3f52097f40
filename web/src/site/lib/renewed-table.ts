import { windowState } from '../../../../domain/exam-session/windows.ts';
import type { Period, Seats, SubjectRow, SubjectTable } from '../../lib/api-types.ts';

/** The subjects table with the moment it was read, by this device's clock. */
export interface ReadTable extends SubjectTable {
  readAt: number;
}

const FRESH_FOR_MS = 60_000;

/**
 * Tells whether a table is to be read anew whatever its seats: it is a minute old, or a window has opened or closed
 * since.
 * @param aheadMs how far the server's clock is ahead of this device's
 */
export function isOutdated({ readAt, rows }: ReadTable, now: number, aheadMs: number): boolean {
  if (now - readAt >= FRESH_FOR_MS) return true;
  return rows.some(({ window }) => stateAt(window, readAt + aheadMs) !== stateAt(window, now + aheadMs));
}

/** Renews the seats of a table; null when a pool filled or freed, because then more than the numbers has changed. */
export function withSeats(table: ReadTable, { seats }: Seats): ReadTable | null {
  const rows: SubjectRow[] = [];
  for (const row of table.rows) {
    const pool = seats.find(({ offeringId }) => offeringId === row.offeringId);
    if (!pool || pool.seatsFree > 0 !== row.seatsFree > 0) return null;
    rows.push({ ...row, ...pool });
  }
  return { ...table, rows };
}

function stateAt({ opensAt, closesAt }: Period, at: number): string {
  return windowState({ opensAt: Date.parse(opensAt), closesAt: Date.parse(closesAt) }, at);
}
