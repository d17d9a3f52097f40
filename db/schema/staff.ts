import { sql } from 'drizzle-orm';
import type { Actor } from '../../domain/actor.ts';
import type { AuditAction } from '../../domain/audit.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import { bigint, boolean, check, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

export const staffAccounts = pgTable(
  'staff_accounts',
  {
    account: text().primaryKey(),
    role: text().$type<StaffRole>().notNull(),
    scope: text().$type<Scope>().notNull(),
    passwordHash: text().notNull(),
    disabled: boolean().notNull().default(false),
  },
  (table) => [check('staff_accounts_scope', sql`${table.scope} ~ '^([*]|[0-9]{2}|[0-9]{5,6})$'`)],
);

export const staffSessions = pgTable('staff_sessions', {
  tokenHash: text().primaryKey(),
  account: text()
    .notNull()
    .references(() => staffAccounts.account),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  endedAt: timestamp({ withTimezone: true }),
});

/**
 * Records of actions outside a registration: sign-ins, imports, staff's look-ups. Append-only, without personal data.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    actor: text().$type<Actor>().notNull(),
    action: text().$type<AuditAction['action']>().notNull(),
    target: text().notNull(),
    details: jsonb().$type<NonNullable<AuditAction['details']> | Record<string, never>>().notNull(),
    happenedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index('audit_log_by_target').on(table.target, table.id)],
);
