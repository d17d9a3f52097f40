import { createHash } from 'node:crypto';
import type { Database } from '../connect.ts';
import type { Vault } from '../vault.ts';
import { addPiece, PIECE_BYTES } from './batch-files.ts';

/** The error for a file that is larger than its kind may be. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
}

/**
 * Keeps a file as it arrives, in sealed pieces: no more of it is in memory than one of them.
 * @throws FileTooLargeError
 */
export async function storeFile(
  db: Database,
  vault: Vault,
  batchId: string,
  { bytes, maxBytes }: { bytes: AsyncIterable<Uint8Array>; maxBytes: number },
): Promise<{ fileDigest: string; fileBytes: number }> {
  const hash = createHash('sha256');
  let fileBytes = 0;
  let piece = 0;
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    fileBytes += chunk.length;
    if (fileBytes > maxBytes) throw new FileTooLargeError('the file is larger than its kind may be');
    hash.update(chunk);
    waiting.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    length += chunk.length;
    if (length < PIECE_BYTES) continue;
    const whole = Buffer.concat(waiting);
    let start = 0;
    for (; start + PIECE_BYTES <= whole.length; start += PIECE_BYTES)
      await addPiece(db, vault, {
        batchId,
        piece: piece++,
        bytes: whole.subarray(start, start + PIECE_BYTES),
      });
    waiting = [whole.subarray(start)];
    length = whole.length - start;
  }
  if (length > 0) await addPiece(db, vault, { batchId, piece, bytes: Buffer.concat(waiting) });
  return { fileDigest: hash.digest('hex'), fileBytes };
}
