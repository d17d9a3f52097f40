import { eq, sql } from 'drizzle-orm';
import type { PhotoReason, PhotoState } from '../../domain/roll/photo-review.ts';
import type { Reader } from '../reader.ts';
import { candidates } from '../schema/index.ts';

/** How the photo of a roll entry was decided; null: it has none. */
export const photoStateColumn = sql<PhotoState | null>`case when ${candidates.photoId} is not null then ${candidates.photoState} end`;

/** The decision on a photo as its candidate is told it. */
export interface PhotoDecision {
  photoState: PhotoState | null;
  photoReason: PhotoReason | null;
}

/** Reads how the photo of a roll entry was decided; null: it has none. */
export async function readPhotoState(db: Reader, candidateId: string): Promise<PhotoState | null> {
  const [row] = await db
    .select({ photoState: photoStateColumn })
    .from(candidates)
    .where(eq(candidates.id, candidateId));
  return row?.photoState ?? null;
}
