import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { type ExportProblem, MAX_EXPORTS_KEPT, takersOf } from '../../domain/staff/exports.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Direction } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { exportPieces, exports } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

export type ExportRecord = typeof exports.$inferSelect;

const { list, state, rowCount, askedAt, expiresAt } = exports;
const ORDERS = { list, state, rows: rowCount, askedAt, expiresAt } as const;

export type ExportSort = keyof typeof ORDERS;
export const EXPORT_SORTS = Object.keys(ORDERS) as [ExportSort, ...ExportSort[]];

/** Begins a file; the oldest ones of the account make room for it. */
export async function beginExport(
  db: Database,
  begun: Omit<typeof exports.$inferInsert, 'state' | 'aliveAt'>,
): Promise<ExportRecord> {
  return db.transaction(async (tx) => {
    const [record] = await tx
      .insert(exports)
      .values({ ...begun, state: 'making', aliveAt: begun.askedAt })
      .returning();
    const surplus = tx
      .select({ id: exports.id })
      .from(exports)
      .where(eq(exports.account, begun.account))
      .orderBy(desc(exports.askedAt), desc(exports.id))
      .offset(MAX_EXPORTS_KEPT);
    await tx.delete(exports).where(inArray(exports.id, surplus));
    return record as ExportRecord;
  });
}

/** Names a piece: it opens for whom the file was made, with the rights that it asks for, and not otherwise. */
function exportPieceId(file: ExportRecord, position: number): string {
  const takers = createHash('sha256').update(takersOf(file)).digest('base64url');
  return `${file.id}/${position}/${takers}`;
}

/**
 * Adds a piece of a file, sealed, and tells how far it is.
 * @returns false when the file has been deleted: its account was disabled, or made too many others
 */
export async function addExportPiece(
  db: Database,
  vault: Vault,
  { file, position, bytes }: { file: ExportRecord; position: number; bytes: Uint8Array },
  progress: { rowCount: number; now: Instant },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [still] = await tx
      .update(exports)
      .set({
        rowCount: progress.rowCount,
        byteCount: sql`${exports.byteCount} + ${bytes.length}`,
        aliveAt: progress.now,
      })
      .where(and(eq(exports.id, file.id), eq(exports.state, 'making')))
      .returning({ id: exports.id });
    if (!still) return false;
    const id = exportPieceId(file, position);
    const sealed = vault.sealBytes(SEALED.exportPiece(id), bytes);
    await tx.insert(exportPieces).values({ id, exportId: file.id, position, sealed });
    return true;
  });
}

/** Ends the making of a file. @returns false when it is gone */
export async function finishExport(
  db: Pick<Database, 'update'>,
  id: string,
  end: { rowCount: number } | { problem: ExportProblem },
): Promise<boolean> {
  const set = 'problem' in end ? { ...end, state: 'failed' as const } : { ...end, state: 'ready' as const };
  const done = await db
    .update(exports)
    .set(set)
    .where(and(eq(exports.id, id), eq(exports.state, 'making')))
    .returning({ id: exports.id });
  return done.length > 0;
}

/** Lists the files of an account that are kept, the newest first unless asked otherwise. */
export async function listExports(
  db: Reader,
  { account, sort = 'askedAt', order = 'desc' }: { account: string; sort?: ExportSort; order?: Direction },
  now: Instant,
): Promise<ExportRecord[]> {
  const inOrder = order === 'asc' ? asc : desc;
  return db
    .select()
    .from(exports)
    .where(and(eq(exports.account, account), gt(exports.expiresAt, now)))
    .orderBy(inOrder(ORDERS[sort]), inOrder(exports.id))
    .limit(MAX_EXPORTS_KEPT);
}

/** Reads a file's record; null when it is not the account's, or is not kept any more. */
export async function readExport(
  db: Reader,
  { id, account }: { id: string; account: string },
  now: Instant,
): Promise<ExportRecord | null> {
  const [found] = await db
    .select()
    .from(exports)
    .where(and(eq(exports.id, id), eq(exports.account, account), gt(exports.expiresAt, now)));
  return found ?? null;
}

/** Tells whether there is a file that is another account's. */
export async function isOthersExport(
  db: Reader,
  { id, account }: { id: string; account: string },
): Promise<boolean> {
  const [found] = await db.select({ account: exports.account }).from(exports).where(eq(exports.id, id));
  return found !== undefined && found.account !== account;
}

/** Reads the piece of a file after a position, opened; null behind the last one. */
export async function nextExportPiece(
  db: Reader,
  vault: Vault,
  { file, after }: { file: ExportRecord; after: number },
): Promise<{ position: number; bytes: Buffer } | null> {
  const [piece] = await db
    .select()
    .from(exportPieces)
    .where(and(eq(exportPieces.exportId, file.id), gt(exportPieces.position, after)))
    .orderBy(exportPieces.position)
    .limit(1);
  if (!piece) return null;
  const { position, sealed } = piece;
  return { position, bytes: vault.openBytes(SEALED.exportPiece(exportPieceId(file, position)), sealed) };
}

/** Ends all files of an account. */
export async function endExportsOfStaff(tx: Transaction, account: string): Promise<void> {
  await tx.delete(exports).where(eq(exports.account, account));
}

/** Deletes files whose time is over, some at a time. @returns how many went */
export async function forgetExpiredExports(db: Database, now: Instant, batch: number): Promise<number> {
  const over = db
    .select({ id: exports.id })
    .from(exports)
    .where(lte(exports.expiresAt, now))
    .orderBy(exports.expiresAt)
    .limit(batch);
  const gone = await db.delete(exports).where(inArray(exports.id, over)).returning({ id: exports.id });
  return gone.length;
}
