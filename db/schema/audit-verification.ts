import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { VerificationReport } from '../verify-audit.ts';
import { instant } from './instant.ts';
import { staffAccounts } from './staff.ts';

/**
 * The states of a verification:
 * - `asked`: waits for a worker
 * - `running`: a worker compares
 * - `done`: the report says what was found
 * - `failed`: it could not be carried out
 */
export const VERIFICATION_STATES = ['asked', 'running', 'done', 'failed'] as const;

/** Verifications of what is written for good that staff have asked for, with what each has found. */
export const auditVerifications = pgTable(
  'audit_verifications',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    askedBy: text()
      .notNull()
      .references(() => staffAccounts.account),
    askedAt: instant().notNull(),
    state: text({ enum: VERIFICATION_STATES }).notNull(),
    /** How often a worker has begun. */
    attempts: integer().notNull().default(0),
    /** The last time the worker was heard of. */
    aliveAt: instant(),
    finishedAt: instant(),
    report: jsonb().$type<VerificationReport>(),
  },
  (table) => [
    uniqueIndex('audit_verifications_one_open')
      .on(sql`(${table.finishedAt} is null)`)
      .where(sql`${table.finishedAt} is null`),
    index('audit_verifications_done').on(table.finishedAt).where(sql`${table.state} = 'done'`),
    check('audit_verifications_state', sql`${table.state} in ('asked', 'running', 'done', 'failed')`),
    check(
      'audit_verifications_finished',
      sql`(${table.finishedAt} is null) = (${table.state} in ('asked', 'running'))`,
    ),
  ],
);
