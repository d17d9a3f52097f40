import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { offerings } from './exam-session.ts';
import { instant } from './instant.ts';

/**
 * 编排: one round of giving seats to paid entries of one offering. Its seed and the earlier seats, for an oral those in other tests
 * too, suffice to reproduce it.
 */
export const arrangements = pgTable(
  'arrangements',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    offeringId: integer()
      .notNull()
      .references(() => offerings.id),
    /** The number of the round, from 1; later rounds add entries that were paid since. */
    round: integer().notNull(),
    seed: text().notNull(),
    roomSize: integer().notNull(),
    arrangedAt: instant().notNull(),
  },
  (table) => [unique('arrangements_once').on(table.offeringId, table.round)],
);

/** A seat in a room, given permanently to one subject entry. */
export const roomSeats = pgTable(
  'room_seats',
  {
    entryId: text().primaryKey(),
    registrationId: uuid().notNull(),
    arrangementId: integer()
      .notNull()
      .references(() => arrangements.id),
    offeringId: integer().notNull(),
    /** 考试机构 */
    examSchoolCode: text().notNull(),
    room: integer().notNull(),
    seat: integer().notNull(),
    ticketNumber: text().notNull().unique(),
  },
  (table) => [
    unique('room_seats_one_person_each').on(table.offeringId, table.room, table.seat),
    index('room_seats_by_registration').on(table.registrationId),
  ],
);
