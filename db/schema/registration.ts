import { sql } from 'drizzle-orm';
import {
  bigint,
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
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { ReminderKind } from '../../domain/registration/reminders.ts';
import type { Registration, Stage } from '../../domain/registration/state.ts';
import { candidates } from './candidate.ts';
import { examSessions } from './exam-session.ts';
import { passports } from './passport.ts';
import { photos } from './photo.ts';
import type { Actor } from '../../domain/actor.ts';
import type { CommandSubject } from '../../domain/command-subject.ts';
import type {
  MailTemplate,
  MessageChannel,
  MessageOutcome,
  OutboxLane,
  OutboxMessage,
  TextTemplate,
} from '../../domain/messages/message.ts';
import { instant } from './instant.ts';

/**
 * 报名信息: the record of one candidate's registration, keyed by the candidate. The row stays when the registration is
 * deleted (`passportId` unset) so that its version only ever grows; it may be ahead of its workflow, never behind.
 */
export const registrations = pgTable(
  'registrations',
  {
    id: uuid()
      .primaryKey()
      .references(() => candidates.id),
    examSessionId: text()
      .notNull()
      .references(() => examSessions.id),
    provinceCode: text().notNull(),
    schoolCode: text().notNull(),
    campusCode: text().notNull(),
    passportId: text().references(() => passports.id),
    version: integer().notNull(),
    stage: text().$type<Stage>().notNull(),
    state: jsonb().$type<Registration>().notNull(),
    /** The roll row as it was when the registration was saved, sealed; later roll changes do not touch it. */
    snapshot: text(),
    /** The photo on the roll at that time. */
    photoId: text().references(() => photos.id),
    changedAt: instant().notNull(),
    /** The next time to consider a reminder of an unpaid entry; every write resets it. */
    nextReminderAt: instant(),
    /** The time from which something is to have happened by itself; every write resets it, each look that found it past puts it off. */
    dueAt: instant(),
    /** The subjects whose seats are held and not paid, and what they cost; the state says so, this lets lists find it. */
    unpaidSubjects: text().array().notNull().generatedAlwaysAs(sql`unpaid_subjects_of(state)`),
    unpaidFen: integer().notNull().generatedAlwaysAs(sql`unpaid_fen_of(state)`),
  },
  (table) => [
    index('registrations_unpaid')
      .on(table.examSessionId, table.schoolCode, table.id, table.unpaidSubjects, table.unpaidFen)
      .where(sql`${table.stage} in ('unpaid', 'partlyPaid')`),
    // A subject that few take is found by itself, one that many take in the order of the list.
    index('registrations_unpaid_subjects')
      .using('gin', table.unpaidSubjects)
      .where(sql`${table.stage} in ('unpaid', 'partlyPaid')`),
    index('registrations_due').on(table.dueAt).where(sql`${table.dueAt} is not null`),
    index('registrations_by_photo').on(table.photoId).where(sql`${table.photoId} is not null`),
    index('registrations_to_remind').on(table.nextReminderAt).where(sql`${table.nextReminderAt} is not null`),
    uniqueIndex('registrations_one_per_passport')
      .on(table.examSessionId, table.passportId)
      .where(sql`${table.passportId} is not null`),
    index('registrations_by_school').on(table.examSessionId, table.schoolCode, table.stage),
    check('registrations_stage', sql`${table.stage} in ('none', 'saved', 'unpaid', 'partlyPaid', 'paid')`),
    check(
      'registrations_bound',
      sql`${table.passportId} is not distinct from ${table.state} ->> 'passportId'`,
    ),
  ],
);

/** Reminders of a deadline that were sent, each only once, however often its registration is written. */
export const reminders = pgTable(
  'reminders',
  {
    entryId: text().notNull(),
    kind: text().$type<ReminderKind>().notNull(),
    sentAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.entryId, table.kind] })],
);

/** 催缴: whom staff have reminded on which day in Beijing; nobody is reminded twice on one. */
export const paymentReminders = pgTable(
  'payment_reminders',
  {
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id),
    day: date({ mode: 'string' }).notNull(),
    batchId: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.registrationId, table.day] })],
);

/**
 * The audit trail and timeline: every event, with who caused it. Append-only, even for the application's own database
 * role.
 */
export const registrationEvents = pgTable(
  'registration_events',
  {
    registrationId: uuid().notNull(),
    version: integer().notNull(),
    position: integer().notNull(),
    event: jsonb().$type<RegistrationEvent>().notNull(),
    /** `passport/<id>`, `staff/<account>`, `gateway/<name>`, or `timer`. */
    actor: text().$type<Actor>().notNull(),
    happenedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.registrationId, table.version, table.position] })],
);

/** Answers to accepted commands, so that the same Idempotency-Key gets the same answer. Refusals are not kept. */
export const commands = pgTable(
  'commands',
  {
    id: text().primaryKey(),
    /** The thing it was about, e.g. `registration/<id>`. */
    subject: text().$type<CommandSubject>().notNull(),
    requestHash: text().notNull(),
    answer: jsonb().$type<CommandAnswer>().notNull(),
    acceptedAt: instant().notNull(),
    /** The time to tell the workflow that its record is ahead; unset once the command was answered. */
    aheadDueAt: instant(),
  },
  (table) => [index('commands_ahead').on(table.aheadDueAt).where(sql`${table.aheadDueAt} is not null`)],
);

export interface CommandAnswer {
  version: number;
  code: string;
  rows?: { subject: string; campus: string; code: string }[];
}

/** The one command in flight per actor and desk; the lease ends by itself when an API process dies. */
export const commandSlots = pgTable(
  'command_slots',
  {
    actor: text().$type<Actor>().notNull(),
    /** The exam session for candidates; the desk for staff. */
    desk: text().notNull(),
    commandId: text().notNull(),
    requestHash: text().notNull(),
    /**
     * The number of times the command was sent and came to nothing; part of the update id, so that the next try is a
     * new one.
     */
    attempt: integer().notNull().default(0),
    leasedUntil: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.actor, table.desk] })],
);

/**
 * Messages to be delivered after the transaction that decided them; the relay deletes those it has delivered. `dueAt`
 * moves ahead while a relay works on a message, so that another takes over if that one dies.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Identity of the message: it is stored once, and lets the receiver recognise a repetition. */
    key: text().notNull().unique(),
    /** Messages of one subject are delivered in order. */
    subject: text().notNull(),
    message: jsonb().$type<OutboxMessage>().notNull(),
    /** The lane in which it travels: a slow one never holds another. */
    lane: text()
      .$type<OutboxLane>()
      .notNull()
      .generatedAlwaysAs(
        sql`case when message ? 'isBulk' then 'bulkMail' when message ->> 'kind' in ('mail', 'signInLinkAsked', 'resetAsked') then 'mail' when message ->> 'kind' = 'text' then 'text' when message ->> 'kind' in ('rowAhead', 'reviewAhead') then 'rowsAhead' else 'signals' end`,
      ),
    dueAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    /** The time when the relay gave up: a person must look. */
    abandonedAt: instant(),
  },
  (table) => [
    index('outbox_due').on(table.lane, table.dueAt).where(sql`${table.abandonedAt} is null`),
    index('outbox_by_subject').on(table.subject, table.id).where(sql`${table.abandonedAt} is null`),
    index('outbox_by_passport')
      .on(sql`(${table.message} ->> 'passportId')`)
      .where(sql`${table.message} ->> 'passportId' is not null`),
  ],
);

/** What became of mails and texts to passports, for who is asked about them; forgotten after half a year. */
export const sentMessages = pgTable(
  'sent_messages',
  {
    /** The message's key in the outbox. */
    key: text().primaryKey(),
    passportId: text().notNull(),
    channel: text().$type<MessageChannel>().notNull(),
    template: text().$type<MailTemplate | TextTemplate>().notNull(),
    outcome: text().$type<MessageOutcome>().notNull(),
    /** The address or number it went to, masked, and sealed all the same; unset: it went nowhere. */
    sealedTo: text(),
    at: instant().notNull(),
  },
  (table) => [
    index('sent_messages_by_passport').on(table.passportId, table.at),
    index('sent_messages_by_time').on(table.at),
    check('sent_messages_outcome', sql`${table.outcome} in ('sent', 'unsent', 'failed')`),
  ],
);
