import type { Actor } from '../domain/actor.ts';
import type { AuditAction } from '../domain/audit.ts';
import type { Database } from './connect.ts';
import { auditLog } from './schema/index.ts';

export type AuditEntry = AuditAction & {
  actor: Actor;
  /** The thing it was done to, e.g. `passport/<id>`, `offering/<id>`. */
  target: string;
  happenedAt: Date;
};

/** Writes the audit log: nothing else does, so that what it may hold is said in one place. */
export async function recordAudit(db: Pick<Database, 'insert'>, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db.insert(auditLog).values(entries.map((entry) => ({ ...entry, details: entry.details ?? {} })));
}
