import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ListKind } from '../../domain/roll/eligibility.ts';
import type { PhotoReason, PhotoState } from '../../domain/roll/photo-review.ts';
import type { EducationLevel, RollColumn } from '../../domain/roll/roll.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import { campuses } from './organisation.ts';
import { examSessions } from './exam-session.ts';
import { instant } from './instant.ts';
import { photos } from './photo.ts';
import { staffAccounts } from './staff.ts';

/** 考生学籍: one entry of a school's roll for one exam session, imported by staff. */
export const candidates = pgTable(
  'candidates',
  {
    id: uuid().primaryKey().defaultRandom(),
    examSessionId: text()
      .notNull()
      .references(() => examSessions.id),
    provinceCode: text().notNull(),
    schoolCode: text().notNull(),
    campusCode: text()
      .notNull()
      .references(() => campuses.code),
    idType: text().$type<IdType>().notNull(),
    idNumberIndex: text().notNull(),
    nameIndex: text().notNull(),
    studentNumberIndex: text().notNull(),
    /** 院系, in clear, as lists are filtered by it; unset for entries that were imported before it was kept. */
    college: text(),
    /** The roll row (`RollRow` of domain/roll/roll.ts), sealed. */
    personal: text().notNull(),
    /** Digest that changes whenever the roll row does: what a candidate confirmed is compared with it. */
    digest: text().notNull(),
    /** 班级, in clear like the college. */
    className: text(),
    /** 年级 and 学历层次, likewise. */
    grade: integer(),
    educationLevel: text().$type<EducationLevel>(),
    photoId: text().references(() => photos.id),
    /** How the photo was decided; begins anew with another photo. */
    photoState: text().$type<PhotoState>().notNull().default('unreviewed'),
    photoReason: text().$type<PhotoReason>(),
    photoDecidedBy: text().references(() => staffAccounts.account),
    photoDecidedAt: instant(),
    importedAt: instant().notNull(),
    /** 人工更正: the columns that staff have corrected by hand; a later file changes them only where it is told to. */
    corrected: text().array().$type<RollColumn[]>().notNull().default([]),
    /** 缺失: since when the school's file leaves the entry out; it is marked, never deleted. */
    missingSince: instant(),
  },
  (table) => [
    index('candidates_by_photo').on(table.photoId).where(sql`${table.photoId} is not null`),
    unique('candidates_natural_key').on(
      table.examSessionId,
      table.schoolCode,
      table.idType,
      table.idNumberIndex,
    ),
    uniqueIndex('candidates_student_number').on(
      table.examSessionId,
      table.schoolCode,
      table.studentNumberIndex,
    ),
    index('candidates_by_name').on(table.nameIndex, table.examSessionId, table.schoolCode),
    index('candidates_by_college').on(table.schoolCode, table.college),
    index('candidates_by_photo_state')
      .on(table.examSessionId, table.photoState, table.schoolCode, table.id)
      .where(sql`${table.photoId} is not null`),
    index('candidates_by_class').on(
      table.examSessionId,
      table.schoolCode,
      table.college,
      table.className,
      table.id,
    ),
    // Lists are sorted by these, school by school.
    index('candidates_in_order').on(
      table.examSessionId,
      table.schoolCode,
      sql`coalesce(${table.college}, '')`,
      sql`coalesce(${table.className}, '')`,
      table.id,
    ),
    index('candidates_by_grade').on(
      table.examSessionId,
      table.schoolCode,
      sql`coalesce(${table.grade}, 0)`,
      table.id,
    ),
    check(
      'candidates_photo_reason',
      sql`(${table.photoState} = 'rejected') = (${table.photoReason} is not null)`,
    ),
    index('candidates_by_person').on(table.idNumberIndex, table.examSessionId, table.provinceCode),
  ],
);

/**
 * Entries of the white list, which lifts the score rule, and of the black list, which excludes and outweighs it. Each
 * is for one candidate and subject, with its reason.
 */
export const eligibilityLists = pgTable(
  'eligibility_lists',
  {
    candidateId: uuid()
      .notNull()
      .references(() => candidates.id, { onDelete: 'cascade' }),
    subjectCode: text().notNull(),
    kind: text().$type<ListKind>().notNull(),
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.candidateId, table.subjectCode, table.kind] })],
);

/** The person as the earlier exam knew them. */
export interface ScorePersonal {
  name: string;
  idNumber: string;
}

/** Known CET-4 scores, which open CET-6 to a candidate. */
export const scoreRecords = pgTable(
  'score_records',
  {
    /** Admission ticket number of the earlier exam, 15 digits. */
    ticketNumber: text().primaryKey(),
    idNumberIndex: text().notNull(),
    nameIndex: text().notNull(),
    /** Name and ID number (`ScorePersonal`), sealed, so that reviewers see how a record and a roll entry differ. */
    personal: text(),
    score: integer().notNull(),
    importedAt: instant().notNull(),
  },
  (table) => [index('score_records_by_person').on(table.idNumberIndex, table.score)],
);

/** A file that was imported; importing the same file again changes nothing. */
export const imports = pgTable('imports', {
  fileDigest: text().primaryKey(),
  kind: text().notNull(),
  rowCount: integer().notNull(),
  changedCount: integer().notNull(),
  importedAt: instant().notNull(),
});
