import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ReviewEvent } from '../../domain/review/events.ts';
import type { FiledKind } from '../../domain/review/kind.ts';
import type { ReviewState } from '../../domain/review/state.ts';
import { candidates } from './candidate.ts';
import { examSessions } from './exam-session.ts';
import { passports } from './passport.ts';
import type { Actor } from '../../domain/actor.ts';
import { staffAccounts } from './staff.ts';
import { instant } from './instant.ts';

/** The personal data of a re-check, sealed at rest: name and ID number are those of the roll entry at submission. */
export interface ReviewPersonal {
  /** The ticket number; empty when it is forgotten and the school filed the re-check. */
  ticketNumber: string;
  name: string;
  idNumber: string;
  /** The papers that the school saw, in its own words, when it filed the re-check. */
  proof?: string;
}

/** CET6资格复核. The row may be ahead of its workflow, never behind; deleted ones stay for the audit. */
export const reviews = pgTable(
  'reviews',
  {
    id: uuid().primaryKey(),
    examSessionId: text()
      .notNull()
      .references(() => examSessions.id),
    passportId: text()
      .notNull()
      .references(() => passports.id),
    candidateId: uuid()
      .notNull()
      .references(() => candidates.id),
    provinceCode: text().notNull(),
    schoolCode: text().notNull(),
    campusCode: text().notNull(),
    idNumberIndex: text().notNull(),
    personal: text().notNull(),
    /** The score of the matching record; once approved, it counts as known, in later exam sessions too. */
    score: integer().notNull(),
    state: text().$type<ReviewState>().notNull(),
    version: integer().notNull(),
    submittedAt: instant().notNull(),
    /** The reviewer's account, if the school filed it. */
    filedBy: text().references(() => staffAccounts.account),
    /** What it was filed as, if the school filed it; unset: before that was said. */
    filedAs: text().$type<FiledKind>(),
    /** End of online registration as the workflow knows it; the workflow is told again when staff move it. */
    endsAt: instant(),
    /** The time from which an undecided one is to have lapsed: `endsAt`, put off by each look that found it past. */
    dueAt: instant(),
    /** `rule`, `staff/<account>` or `timer`; unset while undecided. */
    decidedBy: text().$type<Actor | 'rule'>(),
    /** The account in `decidedBy`, if staff decided. */
    decider: text()
      .generatedAlwaysAs(sql`case when starts_with(decided_by, 'staff/') then substr(decided_by, 7) end`)
      .references(() => staffAccounts.account),
    decidedAt: instant(),
    /** Who took the last decision back, and when. */
    resetBy: text().references(() => staffAccounts.account),
    resetAt: instant(),
    /** The ticket of the score record by which its candidate asked; unset for what a school filed. */
    matchedTicket: text(),
    /** The reason for a rejection, sealed: reviewers write about a person. */
    reason: text(),
  },
  (table) => [
    uniqueIndex('reviews_one_per_passport')
      .on(table.examSessionId, table.passportId)
      .where(sql`${table.state} <> 'deleted'`),
    index('reviews_desk').on(table.state, table.schoolCode, table.submittedAt, table.id),
    index('reviews_by_candidate').on(table.candidateId),
    index('reviews_due').on(table.dueAt).where(sql`${table.state} = 'pending'`),
    index('reviews_to_compare')
      .on(table.examSessionId, table.campusCode)
      .where(sql`${table.state} in ('pending', 'rejected')`),
    index('reviews_known_scores')
      .on(table.idNumberIndex, table.score)
      .where(sql`${table.state} = 'approved'`),
    check('reviews_state', sql`${table.state} in ('pending', 'approved', 'rejected', 'expired', 'deleted')`),
    check(
      'reviews_decided_by',
      sql`${table.decidedBy} in ('rule', 'timer') or starts_with(${table.decidedBy}, 'staff/')`,
    ),
    check(
      'reviews_filed_as',
      sql`${table.filedAs} is null or (${table.filedAs} in ('old', 'forgotten') and ${table.filedBy} is not null)`,
    ),
    // Who filed it does not decide it, and nobody but staff does.
    check(
      'reviews_two_people',
      sql`${table.filedBy} is null or ${table.state} not in ('approved', 'rejected') or (${table.decider} is not null and ${table.decider} <> ${table.filedBy})`,
    ),
  ],
);

/**
 * The audit trail of re-checks: every event, with who caused it. Append-only, even for the application's own database
 * role.
 */
export const reviewEvents = pgTable(
  'review_events',
  {
    reviewId: uuid().notNull(),
    version: integer().notNull(),
    event: jsonb().$type<ReviewEvent>().notNull(),
    /** `passport/<id>`, `staff/<account>` or `timer`. */
    actor: text().$type<Actor>().notNull(),
    happenedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.reviewId, table.version] })],
);

/** Score look-ups, counted per passport and day; a request that is sent again counts once. */
export const reviewTries = pgTable(
  'review_tries',
  {
    passportId: text().notNull(),
    /** The Beijing day. */
    day: date().notNull(),
    requests: text().array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.passportId, table.day] })],
);
