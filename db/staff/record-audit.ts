import type { Database } from '../connect.ts';
import { auditLog } from '../schema/index.ts';

/** Records that somebody looked at, or did, something. The record holds no personal data. */
export async function recordAudit(
  db: Pick<Database, 'insert'>,
  entry: { actor: string; action: string; target: string; happenedAt: Date },
): Promise<void> {
  await db.insert(auditLog).values({ ...entry, details: {} });
}
