import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { WaitlistEnd } from '../../domain/seats/waitlist.ts';
import type { Level, Mode } from '../../domain/subjects.ts';

/** Places in the queues of seat pools. `turn` is the order: a person who leaves and comes back stands last. */
export const waitlistEntries = pgTable(
  'waitlist_entries',
  {
    id: text().primaryKey(),
    turn: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    offeringId: integer().notNull(),
    registrationId: uuid().notNull(),
    level: integer().$type<Level>().notNull(),
    mode: text().$type<Mode>().notNull(),
    /**
     * State of the place; `early`: the campus is not open to this candidate yet, and nobody has to wait because of it.
     */
    state: text().$type<'early' | 'waiting' | 'offered' | 'promoted' | 'ended'>().notNull(),
    endReason: text().$type<WaitlistEnd>(),
    /** The time when the campus opens to this candidate. */
    servedFrom: timestamp({ withTimezone: true }).notNull(),
    joinedAt: timestamp({ withTimezone: true }).notNull(),
    /** The time after which no seat is offered any more. */
    endsAt: timestamp({ withTimezone: true }).notNull(),
    offeredAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    uniqueIndex('waitlist_entries_one_live_per_level_and_mode')
      .on(table.registrationId, table.level, table.mode)
      .where(sql`${table.state} in ('early', 'waiting', 'offered')`),
    index('waitlist_entries_of_registration').on(table.registrationId, table.offeringId, table.turn),
    index('waitlist_entries_early')
      .on(table.servedFrom, table.offeringId)
      .where(sql`${table.state} = 'early'`),
    index('waitlist_entries_queue').on(table.offeringId, table.turn).where(sql`${table.state} = 'waiting'`),
  ],
);
