import { randomUUID } from 'node:crypto';
import { HTTPException } from 'hono/http-exception';
import { countOpenBatches, createBatch, endUpload, type NewBatch } from '../../db/batches/create-batch.ts';
import { orderBatch } from '../../db/batches/order-batch.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import { FileTooLargeError, storeFile } from '../../db/batches/store-file.ts';
import { MAX_OPEN_BATCHES } from '../../domain/batches/batch.ts';
import { MAX_PHOTO_ZIP_BYTES, MAX_TABLE_BYTES } from '../../domain/batches/file.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';

/**
 * Takes a file as it arrives and makes a batch of it; what breaks off leaves nothing behind but a cancelled batch.
 * @throws ApiError BATCHES_OPEN, FILE_EMPTY, FILE_TOO_LARGE, FILE_CUT_SHORT
 */
export async function takeFile(
  { db, vault, clock, log }: ApiDependencies,
  body: AsyncIterable<Uint8Array> | null,
  saidBytes: number,
  about: Omit<NewBatch, 'id'>,
): Promise<BatchRecord> {
  const maxBytes = about.kind === 'photos' ? MAX_PHOTO_ZIP_BYTES : MAX_TABLE_BYTES;
  if (saidBytes > maxBytes) throw new ApiError('FILE_TOO_LARGE');
  if ((await countOpenBatches(db, about.startedBy)) >= MAX_OPEN_BATCHES) throw new ApiError('BATCHES_OPEN');
  const id = randomUUID();
  await createBatch(db, vault, { ...about, id }, clock.now());
  try {
    const file = await storeFile(db, vault, id, { bytes: body ?? none(), maxBytes });
    if (file.fileBytes === 0) throw new ApiError('FILE_EMPTY');
    const batch = await endUpload(db, id, file, clock.now());
    if (!batch) throw new ApiError('BATCH_MOVED');
    return batch;
  } catch (error) {
    await orderBatch(db, { id, order: 'cancel', actor: about.startedBy }, clock.now()).catch(
      (failure: unknown) => log.warn({ error: failure }, 'an upload that broke off is left to expire'),
    );
    if (error instanceof FileTooLargeError) throw new ApiError('FILE_TOO_LARGE');
    throw isBrokenOff(error) ? new ApiError('FILE_CUT_SHORT') : error;
  }
}

async function* none(): AsyncGenerator<Uint8Array, void, undefined> {}

/** Tells whether the sender went away before the end. */
function isBrokenOff(error: unknown): boolean {
  if (error instanceof ApiError || error instanceof HTTPException || !(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    error.name === 'AbortError' || ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(code)
  );
}
