import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { candidates } from './candidate.ts';
import { examSessions } from './exam-session.ts';
import { instant } from './instant.ts';
import { provinces } from './organisation.ts';
import { staffAccounts } from './staff.ts';

/** 补报名名单: roll entries to which a province gives a window of their own. */
export const lateLists = pgTable(
  'late_lists',
  {
    id: uuid().primaryKey(),
    examSessionId: text()
      .notNull()
      .references(() => examSessions.id),
    provinceCode: text()
      .notNull()
      .references(() => provinces.code),
    title: text().notNull(),
    opensAt: instant().notNull(),
    /** The end of choosing. */
    closesAt: instant().notNull(),
    payUntil: instant().notNull(),
    version: integer().notNull(),
    madeBy: text()
      .notNull()
      .references(() => staffAccounts.account),
    madeAt: instant().notNull(),
    /** The time when it was ended: those on it have the windows of everybody again. */
    endedAt: instant(),
  },
  (table) => [
    index('late_lists_by_session').on(table.examSessionId, table.madeAt, table.id),
    check(
      'late_lists_window',
      sql`${table.opensAt} < ${table.closesAt} and ${table.closesAt} <= ${table.payUntil}`,
    ),
  ],
);

/** A roll entry on a list of late registration; a candidate is on one that has not ended at most. */
export const lateEntries = pgTable(
  'late_entries',
  {
    listId: uuid()
      .notNull()
      .references(() => lateLists.id),
    candidateId: uuid()
      .notNull()
      .references(() => candidates.id),
    addedBy: text()
      .notNull()
      .references(() => staffAccounts.account),
    addedAt: instant().notNull(),
    /** False once the list has ended, or the person has left it. */
    isLive: boolean().notNull().default(true),
    /** The time when the person left the list: was taken off it, or put on another one. */
    leftAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.candidateId] }),
    uniqueIndex('late_entries_one_live_per_candidate').on(table.candidateId).where(sql`${table.isLive}`),
  ],
);
