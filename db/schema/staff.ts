import { sql } from 'drizzle-orm';
import type { Actor } from '../../domain/actor.ts';
import type { AuditAction } from '../../domain/audit.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
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
} from 'drizzle-orm/pg-core';
import type { AccountChangeKind } from '../../domain/staff/account-change.ts';
import { instant } from './instant.ts';
import { absoluteEnd, signInColumns } from './sign-in.ts';

export const staffAccounts = pgTable(
  'staff_accounts',
  {
    account: text().primaryKey(),
    role: text().$type<StaffRole>().notNull(),
    scope: text().$type<Scope>().notNull(),
    passwordHash: text().notNull(),
    /** The address, sealed for this account, with the index it is compared by; unset: none is known yet. */
    sealedEmail: text(),
    emailIndex: text(),
    /** When the owner proved the address; until then, whoever keeps the account has only said it. */
    emailVerifiedAt: instant(),
    disabled: boolean().notNull().default(false),
    /** The account signs in with an authenticator besides its password. */
    secondFactorRequired: boolean().notNull().default(true),
    /** The password is a temporary one, which somebody else has seen. */
    mustChangePassword: boolean().notNull().default(false),
    /** Rises with each change that others see, so that nobody changes what they have not seen. */
    version: integer().notNull().default(1),
  },
  (table) => [
    index('staff_accounts_by_role').on(table.role, table.account),
    index('staff_accounts_by_scope').on(table.scope, table.account),
    // The name under which an unnamed operator acts.
    check('staff_accounts_name', sql`${table.account} <> 'command-line'`),
    check(
      'staff_accounts_scope',
      sql`${table.scope} ~ '^([*]|[0-9]{2}|[0-9]{5,6}|[0-9]{5}/[^[:cntrl:]]{1,60})$'`,
    ),
  ],
);

/**
 * Changes of accounts of staff, each by whoever made it. Append-only. The application writes accounts by adding rows here
 * alone: the database checks that the one who makes it may (`apply_staff_account_change`) and changes the account.
 */
export const staffAccountChanges = pgTable(
  'staff_account_changes',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().$type<AccountChangeKind>().notNull(),
    /** The account, which need not exist before it is `created`. */
    account: text().notNull(),
    /** Whoever changes it: an account of a level above; its own for its password. */
    changedBy: text()
      .notNull()
      .references(() => staffAccounts.account),
    changedAt: instant().notNull(),
    /** The values after `created` and `changed`; those of the address stay as they are when unset. */
    role: text().$type<StaffRole>(),
    scope: text().$type<Scope>(),
    secondFactorRequired: boolean(),
    /** What is handed over to the account, and not kept here. */
    passwordHash: text(),
    sealedEmail: text(),
    emailIndex: text(),
  },
  (table) => [index('staff_account_changes_by_account').on(table.account, table.id)],
);

/** What a mailed link does for an account of staff: it proves the address, or sets a password. */
export type StaffLinkPurpose = 'email' | 'password';

/** Single-use links mailed to staff. Only the hash of the token is kept, which itself says whose it is (`tokenOf`). */
export const staffLinks = pgTable(
  'staff_links',
  {
    tokenHash: text().primaryKey(),
    account: text()
      .notNull()
      .references(() => staffAccounts.account),
    purpose: text().$type<StaffLinkPurpose>().notNull(),
    /** The address it was mailed to, sealed for this link. */
    sealedEmail: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** When it was used, or made void. */
    usedAt: instant(),
  },
  (table) => [index('staff_links_by_account').on(table.account, table.purpose)],
);

/** Authenticators (TOTP) of staff. */
export const staffSecondFactors = pgTable('staff_second_factors', {
  account: text()
    .primaryKey()
    .references(() => staffAccounts.account),
  /** The secret in use, sealed; unset until a first one is confirmed. */
  sealedSecret: text(),
  /** A secret that is being set up and waits for its first code, sealed. */
  sealedNext: text(),
  /** The time step of the last code that was taken: no code works twice. */
  lastStep: bigint({ mode: 'number' }).notNull().default(0),
});

/** Recovery codes, each for one sign-in without the authenticator. Only hashes are kept. */
export const staffRecoveryCodes = pgTable(
  'staff_recovery_codes',
  {
    account: text()
      .notNull()
      .references(() => staffAccounts.account),
    codeHash: text().notNull(),
    usedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.account, table.codeHash] })],
);

/** Sign-ins of staff. */
export const staffSessions = pgTable(
  'staff_sessions',
  {
    ...signInColumns(),
    account: text()
      .notNull()
      .references(() => staffAccounts.account),
    /** When a code of the authenticator, or a recovery code, was entered in it. */
    secondFactorAt: instant(),
    /** The keyed hash that says so: the time alone, which could be written in SQL, completes no sign-in. */
    secondFactorProof: text(),
  },
  (table) => [
    index('staff_sessions_by_account').on(table.account),
    absoluteEnd('staff', 'staff_sessions_absolute_end', table),
  ],
);

/**
 * Records of actions outside a registration: sign-ins, imports, staff's look-ups. Append-only; what is personal is sealed under
 * people's own keys.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    actor: text().$type<Actor>().notNull(),
    action: text().$type<AuditAction['action']>().notNull(),
    target: text().notNull(),
    details: jsonb().$type<NonNullable<AuditAction['details']> | Record<string, never>>().notNull(),
    happenedAt: instant().notNull(),
    /** Whom `personal` tells about. */
    person: text(),
    /** Old and new values that are personal, sealed under the person's own key. */
    personal: text(),
  },
  (table) => [
    index('audit_log_by_target').on(table.target, table.happenedAt, table.id),
    index('audit_log_by_actor').on(table.actor, table.happenedAt, table.id),
    index('audit_log_by_action').on(table.action, table.happenedAt, table.id),
    index('audit_log_by_time').on(table.happenedAt, table.id),
  ],
);
