import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Actor } from '../domain/actor.ts';
import type { AuditAction, SettingAudit } from '../domain/audit.ts';
import type { Instant } from '../domain/time.ts';
import type { Reader } from './reader.ts';
import { auditLog } from './schema/index.ts';

/** A change of settings that the audit log tells of. */
export interface RecordedChange extends SettingAudit {
  actor: Actor;
  happenedAt: Instant;
}

type SettingAction = Extract<AuditAction, { details: SettingAudit }>['action'];

const MAX_CHANGES = 20;

/**
 * Lists what was changed at a target since a version of its settings, newest first.
 * @param action the only action to list; absent: all of them
 */
export async function listAuditChanges(
  db: Reader,
  target: string,
  since: number,
  action?: SettingAction,
): Promise<RecordedChange[]> {
  const rows = await db
    .select({ actor: auditLog.actor, happenedAt: auditLog.happenedAt, details: auditLog.details })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.target, target),
        action && eq(auditLog.action, action),
        gt(sql`(${auditLog.details} ->> 'version')::bigint`, since),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(MAX_CHANGES);
  return rows.map(({ details, ...row }) => ({ ...row, ...(details as SettingAudit) }));
}

/** Lists the last entries of some actions at a target, newest first. */
export async function listLastActions(
  db: Reader,
  target: string,
  actions: readonly AuditAction['action'][],
  limit: number,
) {
  return db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.target, target), inArray(auditLog.action, [...actions])))
    .orderBy(desc(auditLog.id))
    .limit(limit);
}
