import { and, eq, gt, sql } from 'drizzle-orm';
import type { SeatState } from '../../domain/seats/seats.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { seatLedger, seatPools } from '../schema/index.ts';

/** A move of one seat of a pool from one state to another. */
export interface SeatMove {
  offeringId: number;
  entryId: string;
  from: SeatState;
  to: SeatState;
}

/**
 * Moves seats, pool by pool in ascending id, so that no two transactions wait for each other. A free seat can be taken
 * only while nobody waits for the pool.
 * @returns the moves for which no seat was left; the others are made
 */
export async function moveSeats(tx: Transaction, moves: SeatMove[]): Promise<SeatMove[]> {
  const failed: SeatMove[] = [];
  for (const move of moves.toSorted((one, other) => one.offeringId - other.offeringId)) {
    const from = seatPools[move.from];
    const to = seatPools[move.to];
    const moved = await tx
      .update(seatPools)
      .set({ [move.from]: sql`${from} - 1`, [move.to]: sql`${to} + 1` })
      .where(
        and(
          eq(seatPools.offeringId, move.offeringId),
          gt(from, 0),
          move.from === 'free' ? eq(seatPools.waiting, 0) : undefined,
        ),
      )
      .returning({ offeringId: seatPools.offeringId });
    if (moved.length === 0) failed.push(move);
  }
  return failed;
}

/** Makes the write of the ledger rows of completed moves; none when nothing moved. */
export function seatMovesRecorded(
  tx: Transaction,
  moves: SeatMove[],
  context: { registrationId: string; version: number; at: Instant },
) {
  if (moves.length === 0) return [];
  const { registrationId, version, at } = context;
  return [
    tx.insert(seatLedger).values(moves.map((move) => ({ ...move, registrationId, version, movedAt: at }))),
  ];
}
