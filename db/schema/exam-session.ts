import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import type { WindowKind } from '../../domain/exam-session/windows.ts';
import type { ExamSessionSettings } from '../../domain/exam-session/settings.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Level, Mode } from '../../domain/subjects.ts';

/** 考次, one sitting, e.g. `2026-2` for the second half of 2026. */
export const examSessions = pgTable('exam_sessions', {
  id: text().primaryKey(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  settings: jsonb().$type<ExamSessionSettings>().notNull(),
  /**
   * Version that grows with every change to the facts commands rely on; a command decided on an older one is decided
   * again.
   */
  settingsVersion: bigint({ mode: 'number' }).notNull().default(1),
});

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
    opensAt: timestamp({ withTimezone: true }).notNull(),
    closesAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.examSessionId, table.kind, table.scope] })],
);

/** A subject offered at a campus in an exam session; its seats are in `seat_pools`. */
export const offerings = pgTable(
  'offerings',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    examSessionId: text()
      .notNull()
      .references(() => examSessions.id),
    campusCode: text().notNull(),
    subjectCode: text()
      .notNull()
      .references(() => subjects.code),
    feeFen: integer().notNull(),
    /** Start of the exam, unset until it is known; nobody can choose the subject before that. */
    examStartsAt: timestamp({ withTimezone: true }),
    examEndsAt: timestamp({ withTimezone: true }),
    /** 科目报名时间, inside the online registration window. */
    opensAt: timestamp({ withTimezone: true }).notNull(),
    closesAt: timestamp({ withTimezone: true }).notNull(),
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
    publishedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('notices_by_scope').on(table.scope, table.publishedAt),
    unique('notices_natural_key').on(table.scope, table.titleZh),
  ],
);
