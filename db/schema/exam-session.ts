import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { WindowKind } from '../../domain/exam-session/windows.ts';
import type { ExamSessionState } from '../../domain/exam-session/season.ts';
import type { ExamSessionSettings } from '../../domain/exam-session/settings.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Level, Mode } from '../../domain/subjects.ts';
import { campuses } from './organisation.ts';
import { instant } from './instant.ts';

/** 考次, one sitting, e.g. `2026-2` for the second half of 2026. */
export const examSessions = pgTable(
  'exam_sessions',
  {
    id: text().primaryKey(),
    state: text().$type<ExamSessionState>().notNull().default('draft'),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    settings: jsonb().$type<ExamSessionSettings>().notNull(),
  },
  (table) => [check('exam_sessions_state', sql`${table.state} in ('draft', 'open', 'closed')`)],
);

/** The catalogue of subjects, kept as data so that a sister exam can be added without code. */
export const subjects = pgTable('subjects', {
  code: text().primaryKey(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  language: text().notNull(),
  level: integer().$type<Level>().notNull(),
  mode: text().$type<Mode>().notNull(),
});

/**
 * A period in which something may be done, for a scope: `*`, a province, a school or a campus code. The windows of
 * narrower scopes cut down those of wider ones.
 */
export const windows = pgTable(
  'windows',
  {
    examSessionId: text()
      .notNull()
      .references(() => examSessions.id),
    kind: text().$type<WindowKind>().notNull(),
    scope: text().$type<Scope>().notNull(),
    opensAt: instant().notNull(),
    closesAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.examSessionId, table.kind, table.scope] })],
);

/**
 * Versions of what staff have set, by scope, written by triggers of the tables that hold it. Under `*` instead of an exam
 * session stands what all of them share; the version of a scope in an exam session is the sum of both.
 */
export const settingsVersions = pgTable(
  'settings_versions',
  {
    examSessionId: text().notNull(),
    /**
     * A scope, or `calendar`: under `*` which exam sessions there are, with the windows of the country and its provinces;
     * under an exam session its exam times.
     */
    scope: text().$type<Scope | 'calendar'>().notNull(),
    version: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.examSessionId, table.scope] })],
);

/**
 * Changes of what staff have set that nobody has compared with the ends told before: one row for each statement that
 * changed something, so that whoever looks for changes reads nothing where there are none. Written with the versions.
 */
export const settingsChanges = pgTable('settings_changes', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** `*` for what all exam sessions share. */
  examSessionId: text().notNull(),
});

/** The comparison of the windows of an exam session with the ends that were told before. */
export const endsSweeps = pgTable('ends_sweeps', {
  examSessionId: text()
    .primaryKey()
    .references(() => examSessions.id),
  /** The version of the settings that was compared last. */
  settingsVersion: bigint({ mode: 'number' }).notNull(),
  /** The first transaction that began after the change: once all earlier ones have ended, the sweep sees what they wrote. */
  afterTransaction: bigint({ mode: 'number' }).notNull(),
});

/** The ends at a campus that registrations and re-checks there are told of when staff move them. */
export const campusEnds = pgTable(
  'campus_ends',
  {
    examSessionId: text()
      .notNull()
      .references(() => examSessions.id),
    campusCode: text().notNull(),
    /** End of online registration. */
    registrationEndsAt: instant(),
    managementEndsAt: instant(),
    /** End of the last window in which a registration can change. */
    lastChangeAt: instant(),
    /** True until all have been told. */
    isTelling: boolean().notNull(),
    /** The last registration that has been told; unset: none yet. */
    toldUpTo: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.examSessionId, table.campusCode] }),
    index('campus_ends_to_tell').on(table.examSessionId, table.campusCode).where(sql`${table.isTelling}`),
  ],
);

/** A subject offered at a campus in an exam session; its seats are in `seat_pools`. */
export const offerings = pgTable(
  'offerings',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    examSessionId: text()
      .notNull()
      .references(() => examSessions.id),
    campusCode: text()
      .notNull()
      .references(() => campuses.code),
    subjectCode: text()
      .notNull()
      .references(() => subjects.code),
    feeFen: integer().notNull(),
    /** Start of the exam, unset until it is known; nobody can choose the subject before that. */
    examStartsAt: instant(),
    examEndsAt: instant(),
    /** 科目报名时间, inside the online registration window. */
    opensAt: instant().notNull(),
    closesAt: instant().notNull(),
  },
  (table) => [unique('offerings_natural_key').on(table.examSessionId, table.campusCode, table.subjectCode)],
);

/** 公告 of the centre (`*`), a province or a school. */
export const notices = pgTable(
  'notices',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    scope: text().notNull(),
    titleZh: text().notNull(),
    titleEn: text().notNull(),
    bodyZh: text().notNull(),
    bodyEn: text().notNull(),
    publishedAt: instant().notNull(),
    /** Null: until it is withdrawn. */
    shownUntil: instant(),
    /** Counts the changes, so that nobody changes what they have not seen. */
    version: integer().notNull().default(1),
  },
  (table) => [
    index('notices_by_scope').on(table.scope, table.publishedAt),
    unique('notices_natural_key').on(table.scope, table.titleZh),
  ],
);
