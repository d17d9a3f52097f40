import { and, asc, eq, gte, lte } from 'drizzle-orm';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { batchFiles } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { openPiece, sealPiece } from './sealed-batch.ts';

/** The size of every piece of a file but the last. */
export const PIECE_BYTES = 256 * 1024;
const PIECES_AT_ONCE = 16;

/** Adds the next piece of a file that is being sent. */
export async function addPiece(
  db: Database | Transaction,
  vault: Vault,
  { batchId, piece, bytes }: { batchId: string; piece: number; bytes: Uint8Array },
): Promise<void> {
  await db.insert(batchFiles).values({ batchId, piece, sealed: sealPiece(vault, batchId, piece, bytes) });
}

/** Reads a part of a file, so that one that is large is never in memory as a whole. */
export async function readFilePart(
  db: Reader,
  vault: Vault,
  batchId: string,
  { start, length }: { start: number; length: number },
): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0);
  const [from, to] = [Math.floor(start / PIECE_BYTES), Math.floor((start + length - 1) / PIECE_BYTES)];
  const pieces: Buffer[] = [];
  for (let first = from; first <= to; first += PIECES_AT_ONCE) {
    const found = await db
      .select({ piece: batchFiles.piece, sealed: batchFiles.sealed })
      .from(batchFiles)
      .where(
        and(
          eq(batchFiles.batchId, batchId),
          gte(batchFiles.piece, first),
          lte(batchFiles.piece, Math.min(to, first + PIECES_AT_ONCE - 1)),
        ),
      )
      .orderBy(asc(batchFiles.piece));
    for (const { piece, sealed } of found) pieces.push(openPiece(vault, batchId, piece, sealed));
  }
  const offset = start - from * PIECE_BYTES;
  return Buffer.concat(pieces).subarray(offset, offset + length);
}
