import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { NumberHold } from '../../domain/passport/number-hold.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import { instant } from './instant.ts';
import { absoluteEnd, signInColumns } from './sign-in.ts';

/** The personal data of a passport: sealed at rest, opened only to be shown to its owner or compared. */
export interface PassportPersonal {
  name: string;
  idNumber: string;
  email: string;
  mobile: string;
}

/** 通行证: a person's account. `id` is 32 hex characters and public (通行证ID). */
export const passports = pgTable(
  'passports',
  {
    id: text().primaryKey(),
    personal: text().notNull(),
    idType: text().$type<IdType>().notNull(),
    /** Blind index: a keyed hash by which the sealed value is found, like `emailIndex`. */
    idNumberIndex: text().notNull(),
    emailIndex: text().notNull(),
    passwordHash: text().notNull(),
    emailVerifiedAt: instant(),
    mobileVerifiedAt: instant(),
    /** What it is to its ID number. */
    hold: text().$type<NumberHold>().notNull().default('naming'),
    /** The moment at which the hold became what it is: who has claimed longest comes first. */
    heldSince: instant().notNull(),
    closedAt: instant(),
    /** The passport that a rebind moved everything to: messages still on their way to this one go there. */
    reboundTo: text().references((): AnyPgColumn => passports.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('passports_one_reserving_per_number')
      .on(table.idNumberIndex)
      .where(sql`${table.closedAt} is null and ${table.hold} = 'reserving'`),
    index('passports_by_number').on(table.idNumberIndex).where(sql`${table.closedAt} is null`),
    uniqueIndex('passports_one_verified_per_email')
      .on(table.emailIndex)
      .where(sql`${table.closedAt} is null and ${table.emailVerifiedAt} is not null`),
    index('passports_by_email').on(table.emailIndex, table.createdAt).where(sql`${table.closedAt} is null`),
    index('passports_claiming')
      .on(table.heldSince, table.id)
      .where(sql`${table.closedAt} is null and ${table.hold} = 'claiming'`),
    check('passports_hold', sql`${table.hold} in ('naming', 'reserving', 'claiming')`),
    index('passports_by_creation').on(table.createdAt, table.id),
    index('passports_unverified')
      .on(table.createdAt, table.id)
      .where(sql`${table.closedAt} is null and ${table.emailVerifiedAt} is null`),
    index('passports_by_rebound_to').on(table.reboundTo).where(sql`${table.reboundTo} is not null`),
  ],
);

/** Sign-ins of candidates. */
export const sessions = pgTable(
  'sessions',
  {
    ...signInColumns(),
    passportId: text()
      .notNull()
      .references(() => passports.id),
    /** The province chosen at sign-in, whose rolls are searched. Unset when signed in by email without one. */
    provinceCode: text(),
  },
  (table) => [
    index('sessions_by_passport').on(table.passportId),
    absoluteEnd('candidate', 'sessions_absolute_end', table),
  ],
);

/** Single-use links that prove an address. Only the hash of the token is kept. */
export const emailVerifications = pgTable(
  'email_verifications',
  {
    tokenHash: text().primaryKey(),
    passportId: text()
      .notNull()
      .references(() => passports.id),
    emailIndex: text().notNull(),
    /** The address that the passport takes on when the link is used; unset when it has that address already. */
    sealedEmail: text(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [index('email_verifications_by_passport').on(table.passportId)],
);

/**
 * Single-use links that set a new password, valid for the address they were mailed to. Only the hash of the token is
 * kept.
 */
export const passwordResets = pgTable(
  'password_resets',
  {
    tokenHash: text().primaryKey(),
    passportId: text()
      .notNull()
      .references(() => passports.id),
    emailIndex: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [index('password_resets_by_passport').on(table.passportId)],
);

/** The latest code texted to prove a mobile; a new one replaces it. Only its keyed hash is kept. */
export const mobileVerifications = pgTable('mobile_verifications', {
  passportId: text()
    .primaryKey()
    .references(() => passports.id),
  codeHash: text().notNull(),
  /** The number that the passport gets once the code is entered. */
  sealedMobile: text().notNull(),
  tries: integer().notNull().default(0),
  expiresAt: instant().notNull(),
});

/** Captcha solutions already used, kept until their challenge has expired. */
export const captchaUses = pgTable('captcha_uses', {
  challenge: text().primaryKey(),
  expiresAt: instant().notNull(),
});
