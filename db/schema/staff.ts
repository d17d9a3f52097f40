import type { Actor } from '../../domain/actor.ts';
import type { AuditAction } from '../../domain/audit.ts';
import { bigint, boolean, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

export type StaffRole = 'reviewer' | 'schoolAdmin' | 'provinceAdmin' | 'centreAdmin' | 'support' | 'finance';

export const staffAccounts = pgTable('staff_accounts', {
  account: text().primaryKey(),
  role: text().$type<StaffRole>().notNull(),
  /** A school or province code, or `*`. */
  scope: text().notNull(),
  passwordHash: text().notNull(),
  disabled: boolean().notNull().default(false),
});

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
