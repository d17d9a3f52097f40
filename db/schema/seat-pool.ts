import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { SeatState } from '../../domain/seats/seats.ts';
import { offerings } from './exam-session.ts';
import { instant } from './instant.ts';

/** The seats of one offering. `capacity = free + held + offered + paid` holds in every committed state. */
export const seatPools = pgTable(
  'seat_pools',
  {
    offeringId: integer()
      .primaryKey()
      .references(() => offerings.id),
    capacity: integer().notNull(),
    free: integer().notNull(),
    held: integer().notNull().default(0),
    offered: integer().notNull().default(0),
    paid: integer().notNull().default(0),
    /** Live waitlist entries; while there are any, no seat is on public sale. */
    waiting: integer().notNull().default(0),
  },
  (table) => [
    index('seat_pools_to_promote')
      .on(table.offeringId)
      .where(sql`${table.waiting} > 0 and ${table.free} > 0`),
    check(
      'seat_pools_balance',
      sql`${table.capacity} = ${table.free} + ${table.held} + ${table.offered} + ${table.paid}`,
    ),
    check(
      'seat_pools_not_negative',
      sql`least(${table.free}, ${table.held}, ${table.offered}, ${table.paid}, ${table.waiting}) >= 0`,
    ),
  ],
);

/**
 * The ledger of all seat moves, each written in the transaction that made it. The pool's counters can be rebuilt from
 * it.
 */
export const seatLedger = pgTable(
  'seat_ledger',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    offeringId: integer().notNull(),
    registrationId: uuid().notNull(),
    entryId: text().notNull(),
    from: text('from_state').$type<SeatState>().notNull(),
    to: text('to_state').$type<SeatState>().notNull(),
    /** The registration's version that this move belongs to. */
    version: integer().notNull(),
    movedAt: instant().notNull(),
  },
  (table) => [
    unique('seat_ledger_once').on(table.entryId, table.version, table.to),
    index('seat_ledger_by_offering').on(table.offeringId, table.id),
    check(
      'seat_ledger_states',
      sql`${table.from} in ('free', 'held', 'offered', 'paid') and ${table.to} in ('free', 'held', 'offered', 'paid')`,
    ),
  ],
);
