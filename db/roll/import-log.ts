import type { Database } from '../connect.ts';
import { imports } from '../schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

export interface ImportRecord {
  kind: 'photos';
  fileDigest: string;
  /** The exam session. */
  target: string;
  actor: Actor;
  scope: string;
  rowCount: number;
  insertedCount: number;
  updatedCount: number;
  skippedCount: number;
}

/** Records that a file was imported. A file imported again is audited again, but stays listed as it first came. */
export async function recordImport(db: Database, record: ImportRecord, importedAt: Instant): Promise<void> {
  const { kind, fileDigest, rowCount, insertedCount, updatedCount, skippedCount, scope } = record;
  await db.transaction(async (transaction) => {
    await transaction
      .insert(imports)
      .values({ fileDigest, kind, rowCount, changedCount: insertedCount + updatedCount, importedAt })
      .onConflictDoNothing();
    await recordAudit(transaction, {
      actor: record.actor,
      action: `${kind}Imported`,
      target: record.target,
      details: { fileDigest, scope, rowCount, insertedCount, updatedCount, skippedCount },
      happenedAt: importedAt,
    });
  });
}
