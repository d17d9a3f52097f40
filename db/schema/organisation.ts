import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { CampusSettings, SchoolSettings } from '../../domain/exam-session/campus.ts';

/** 省, with a code of 2 digits. */
export const provinces = pgTable('provinces', {
  code: text().primaryKey(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
});

/** 学校, with a code of 5 digits, the first two its province. */
export const schools = pgTable('schools', {
  code: text().primaryKey(),
  provinceCode: text()
    .notNull()
    .references(() => provinces.code),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  settings: jsonb().$type<SchoolSettings>().notNull().default({ schoolPrintedSubjects: [] }),
});

/** 校区, with a code of 6 digits, the first five its school. */
export const campuses = pgTable('campuses', {
  code: text().primaryKey(),
  schoolCode: text()
    .notNull()
    .references(() => schools.code),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  settings: jsonb().$type<CampusSettings>().notNull(),
});
