import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';

/** 省, with a code of 2 digits. */
export const provinces = pgTable('provinces', {
  code: text().primaryKey(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
});

/** Settings that a school makes for the tests held at its campuses. */
export interface SchoolSettings {
  /** Subjects whose admission tickets the school prints and hands out itself. */
  schoolPrintedSubjects: string[];
}

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

/** Settings that a school makes for one campus. */
export interface CampusSettings {
  /** Other campuses of the school whose seats this campus's candidates may take for written subjects. */
  writtenCampusCodes: string[];
  /** True when its candidates may take their oral tests at other campuses; absent means no. */
  oralLetsOut?: boolean;
  /** The time (ISO) from which other campuses' candidates may take its oral seats; absent or null: never. */
  oralAdmitsOutsidersFrom?: string | null;
}

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
