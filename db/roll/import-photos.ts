import { and, eq, inArray, notExists, or, sql } from 'drizzle-orm';
import type { PhotoType } from '../../domain/roll/photo.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { candidates, photos, registrations } from '../schema/index.ts';

/** A roll entry that a photo may belong to. */
export interface PhotoHolder {
  candidateId: string;
  schoolCode: string;
  idNumberIndex: string;
  studentNumberIndex: string;
  /** The photo it has so far, or null. */
  photoId: string | null;
}

export interface PhotoImport {
  candidateId: string;
  photoId: string;
  type: PhotoType;
  sealed: Buffer;
}

/** Finds the roll entries that any of the given numbers belong to. */
export async function findPhotoHolders(
  db: Database | Transaction,
  examSessionId: string,
  numbers: { studentNumberIndexes: string[]; idNumberIndexes: string[] },
): Promise<PhotoHolder[]> {
  if (numbers.studentNumberIndexes.length === 0) return [];
  return db
    .select({
      candidateId: candidates.id,
      schoolCode: candidates.schoolCode,
      idNumberIndex: candidates.idNumberIndex,
      studentNumberIndex: candidates.studentNumberIndex,
      photoId: candidates.photoId,
    })
    .from(candidates)
    .where(
      and(
        eq(candidates.examSessionId, examSessionId),
        or(
          inArray(candidates.studentNumberIndex, numbers.studentNumberIndexes),
          inArray(candidates.idNumberIndex, numbers.idNumberIndexes),
        ),
      ),
    );
}

/** Gives roll entries their photos. A photo that nothing refers to any more is deleted; registrations keep theirs. */
export async function writePhotos(
  transaction: Transaction,
  items: readonly PhotoImport[],
  importedAt: Instant,
): Promise<void> {
  if (items.length === 0) return;
  const files = new Map(items.map(({ photoId, type, sealed }) => [photoId, { id: photoId, type, sealed }]));
  await transaction
    .insert(photos)
    .values([...files.values()].map((file) => ({ ...file, importedAt })))
    .onConflictDoNothing();
  const before = await transaction
    .select({ photoId: candidates.photoId })
    .from(candidates)
    .where(
      inArray(
        candidates.id,
        items.map(({ candidateId }) => candidateId),
      ),
    )
    .orderBy(candidates.id)
    .for('update');
  const given = sql.join(
    items.map(({ candidateId, photoId }) => sql`(${candidateId}::uuid, ${photoId}::text)`),
    sql`, `,
  );
  await transaction.execute(
    sql`update ${candidates} set photo_id = given.photo_id, photo_state = 'unreviewed', photo_reason = null, photo_decided_by = null, photo_decided_at = null from (values ${given}) as given (id, photo_id) where ${candidates.id} = given.id`,
  );
  await forgetUnused(
    transaction,
    before.flatMap(({ photoId }) => photoId ?? []),
  );
}

async function forgetUnused(transaction: Transaction, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const named = (table: typeof candidates | typeof registrations) =>
    transaction.select({ one: sql`1` }).from(table).where(eq(table.photoId, photos.id));
  await transaction
    .delete(photos)
    .where(and(inArray(photos.id, ids), notExists(named(candidates)), notExists(named(registrations))));
}
