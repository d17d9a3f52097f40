import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { WaitlistEnd } from '../../domain/seats/waitlist.ts';
import type { Level, Mode } from '../../domain/subjects.ts';
import { instant } from './instant.ts';

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
    /** True for an oral at another campus than the candidate's: when it opens to them is a setting of its own. */
    isOutsider: boolean().notNull().default(false),
    joinedAt: instant().notNull(),
    /** The time after which no seat is offered any more. */
    endsAt: instant().notNull(),
    offeredAt: instant(),
  },
  (table) => [
    uniqueIndex('waitlist_entries_one_live_per_level_and_mode')
      .on(table.registrationId, table.level, table.mode)
      .where(sql`${table.state} in ('early', 'waiting', 'offered')`),
    index('waitlist_entries_of_registration').on(table.registrationId, table.offeringId, table.turn),
    index('waitlist_entries_early')
      .on(table.offeringId, table.isOutsider)
      .where(sql`${table.state} = 'early'`),
    // Places are counted over both: who joined early keeps the turn.
    index('waitlist_entries_queue')
      .on(table.offeringId, table.turn)
      .where(sql`${table.state} in ('early', 'waiting')`),
    check(
      'waitlist_entries_state',
      sql`${table.state} in ('early', 'waiting', 'offered', 'promoted', 'ended')`,
    ),
  ],
);
