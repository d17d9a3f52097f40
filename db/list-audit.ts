import { and, desc, eq, gt, gte, inArray, lt } from 'drizzle-orm';
import type { Actor } from '../domain/actor.ts';
import type { AuditAction } from '../domain/audit.ts';
import type { Instant } from '../domain/time.ts';
import { auditLog } from './schema/index.ts';
import { type Direction, timeKeyset } from './keyset.ts';
import type { Reader } from './reader.ts';

export interface AuditFilter {
  /** Any of these. */
  actors?: readonly string[] | undefined;
  /** Any of these. */
  targets?: readonly string[] | undefined;
  action?: string | undefined;
  from?: Instant | undefined;
  /** Up to and without this moment. */
  to?: Instant | undefined;
  /** Unset: newest first. */
  order?: Direction | undefined;
  /** The id of the last row seen. */
  after?: number | undefined;
  limit: number;
}

/** Lists the audit log, what was written last first unless asked otherwise. What is personal stays sealed: only that there is something is told. */
export async function listAudit(
  db: Reader,
  { actors, targets, action, from, to, order, after, limit }: AuditFilter,
) {
  const { orderBy, beyond } = timeKeyset({ at: auditLog.happenedAt, id: auditLog.id }, order, after);
  const rows = await db
    .select({
      id: auditLog.id,
      actor: auditLog.actor,
      action: auditLog.action,
      target: auditLog.target,
      details: auditLog.details,
      happenedAt: auditLog.happenedAt,
      person: auditLog.person,
    })
    .from(auditLog)
    .where(
      and(
        actors === undefined ? undefined : inArray(auditLog.actor, actors as Actor[]),
        targets === undefined ? undefined : inArray(auditLog.target, [...targets]),
        action === undefined ? undefined : eq(auditLog.action, action as AuditAction['action']),
        from === undefined ? undefined : gte(auditLog.happenedAt, from),
        to === undefined ? undefined : lt(auditLog.happenedAt, to),
        beyond,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return rows.map(({ person, ...row }) => ({ ...row, hasPersonal: person !== null }));
}

/** Lists what was done to something, the newest first, with what is personal still sealed. */
export async function listAuditOf(
  db: Reader,
  { target, action }: { target: string; action: AuditAction['action'] },
  limit: number,
) {
  return db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.target, target), eq(auditLog.action, action)))
    .orderBy(desc(auditLog.happenedAt), desc(auditLog.id))
    .limit(limit);
}

/** Lists what was done to some things, the newest first; what is personal stays sealed. */
export async function listAuditOfAll(db: Reader, targets: readonly string[], limit: number) {
  return db
    .select({
      id: auditLog.id,
      actor: auditLog.actor,
      action: auditLog.action,
      target: auditLog.target,
      happenedAt: auditLog.happenedAt,
    })
    .from(auditLog)
    .where(inArray(auditLog.target, [...targets]))
    .orderBy(desc(auditLog.happenedAt), desc(auditLog.id))
    .limit(limit);
}

/** Tells whether one of some things was done to a target since a moment. */
export async function isAudited(
  db: Reader,
  done: { target: Actor; actions: readonly AuditAction['action'][]; since: Instant },
): Promise<boolean> {
  const [found] = await db
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.target, done.target),
        gt(auditLog.happenedAt, done.since),
        inArray(auditLog.action, [...done.actions]),
      ),
    )
    .limit(1);
  return found !== undefined;
}
