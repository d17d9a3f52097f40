import type { Actor } from '../../domain/actor.ts';
import type { ColumnKey } from '../../domain/batches/headings.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import type { Vault } from '../vault.ts';
import { recordAudit } from '../record-audit.ts';
import { moveBatch } from './move-batch.ts';
import { batchFacts, type BatchRecord, batchTarget, lockBatch } from './read-batch.ts';
import { openHeadings, sealHeadings } from './sealed-batch.ts';
import { tellBatch } from './tell-batch.ts';

interface ConfirmedColumns {
  id: string;
  version: number;
  positions: Record<ColumnKey, number>;
  actor: Actor;
}

/** Takes the columns that a person has confirmed: the check begins. @returns null when it has moved since it was seen */
export async function confirmColumns(
  db: Database,
  vault: Vault,
  { id, version, positions, actor }: ConfirmedColumns,
  now: Instant,
): Promise<BatchRecord | null> {
  return db.transaction(async (tx) => {
    const before = await lockBatch(tx, id);
    const headings = before && openHeadings(vault, before);
    if (!headings || before.state !== 'mapping' || before.version !== version) return null;
    const confirmed = { ...headings, positions, suggested: {}, missing: [], repeated: [] };
    const sealedHeadings = sealHeadings(vault, id, confirmed);
    const batch = await moveBatch(tx, before, 'checking', now, { sealedHeadings });
    await recordAudit(tx, {
      actor,
      action: 'batchColumnsConfirmed',
      target: batchTarget(id),
      details: { ...batchFacts(batch), columns: Object.keys(positions) },
      happenedAt: now,
    });
    await tellBatch(tx, batch, now);
    return batch;
  });
}
