import { randomUUID } from 'node:crypto';
import { createBatch, endUpload } from '../../db/batches/create-batch.ts';
import { type BatchRecord, readBatch } from '../../db/batches/read-batch.ts';
import { storeFile } from '../../db/batches/store-file.ts';
import type { Actor } from '../../domain/actor.ts';
import type { BatchKind, BatchState } from '../../domain/batches/batch.ts';
import { MAX_TABLE_BYTES } from '../../domain/batches/file.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Platform } from './platform.ts';
import { eventually } from './records.ts';

/** Sends a file in for a batch, as the API does. @returns its id */
export async function sendFile(
  { db, vault, clock }: Pick<Platform, 'db' | 'vault' | 'clock'>,
  file: { name: string; bytes: Uint8Array },
  about: { kind: BatchKind; examSessionId: string | null; scope: Scope; startedBy: Actor },
): Promise<string> {
  const id = randomUUID();
  await createBatch(db, vault, { ...about, id, fileName: file.name }, clock.now());
  const bytes = (async function* () {
    yield file.bytes;
  })();
  const kept = await storeFile(db, vault, id, { bytes, maxBytes: MAX_TABLE_BYTES });
  await endUpload(db, id, kept, clock.now());
  return id;
}

/** Waits until a batch is in a state, the relay delivering meanwhile. */
export async function batchAt(
  platform: Pick<Platform, 'db' | 'deliverMessages'>,
  id: string,
  state: BatchState,
): Promise<BatchRecord> {
  let batch: BatchRecord | null = null;
  await eventually(async () => {
    await platform.deliverMessages();
    batch = await readBatch(platform.db, id);
    return batch?.state;
  }).toBe(state);
  return batch as unknown as BatchRecord;
}
