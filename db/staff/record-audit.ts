import type { Database } from '../connect.ts';
import { auditLog } from '../schema/index.ts';

/** Keeps that somebody looked at, or did, something. No personal data in it. */
export async function recordAudit(
  db: Pick<Database, 'insert'>,
  entry: { actor: string; action: string; target: string; happenedAt: Date },
): Promise<void> {
  await db.insert(auditLog).values({ ...entry, details: {} });
}
