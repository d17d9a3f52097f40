import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CorrectedField } from '../../domain/registration/corrected-field.ts';
import { instant } from './instant.ts';
import { passports } from './passport.ts';
import { registrations } from './registration.ts';
import { submissionColumns } from './submission.ts';

/** 报名信息更正: name, ID number or photo of somebody whose registration is saved, to be corrected by two people. */
export const corrections = pgTable(
  'corrections',
  {
    id: uuid().primaryKey(),
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id),
    /** The passport that was bound; another one by now: nothing is corrected. */
    passportId: text()
      .notNull()
      .references(() => passports.id),
    /** The moment of the save that it is about: a registration that was deleted and saved anew is another one. */
    savedAt: instant().notNull(),
    schoolCode: text().notNull(),
    fields: text().array().$type<CorrectedField[]>().notNull(),
    /** The reason, the old and the new values (`CorrectionValues`), sealed. */
    sealedValues: text().notNull(),
    ...submissionColumns(),
  },
  (table) => [
    uniqueIndex('corrections_one_open_per_registration')
      .on(table.registrationId)
      .where(sql`${table.state} = 'submitted'`),
    index('corrections_by_registration').on(table.registrationId, table.decidedAt),
    index('corrections_by_passport').on(table.passportId),
    index('corrections_desk').on(table.state, table.submittedAt, table.id),
    check(
      'corrections_fields',
      sql`${table.fields} <@ array['name', 'idNumber', 'photo'] and cardinality(${table.fields}) > 0`,
    ),
    check(
      'corrections_state',
      sql`${table.state} in ('submitted', 'approved', 'rejected', 'lapsed', 'withdrawn')`,
    ),
    check('corrections_two_people', sql`${table.decidedBy} <> ${table.submittedBy}`),
    check(
      'corrections_decided',
      sql`(${table.state} in ('submitted', 'lapsed', 'withdrawn')) = (${table.decidedBy} is null)`,
    ),
  ],
);
