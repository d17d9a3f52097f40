import { and, eq, inArray } from 'drizzle-orm';
import type { PhotoType } from '../../domain/roll/photo.ts';
import { candidates, photos, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import type { Reader } from '../reader.ts';
import { openPhoto } from './sealed-roll.ts';

export interface PhotoRecord {
  id: string;
  type: PhotoType;
  image: Buffer;
}

/** Reads and opens some photos, by id. */
export async function readPhotos(
  db: Reader,
  vault: Vault,
  ids: readonly string[],
): Promise<Map<string, PhotoRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(photos)
    .where(inArray(photos.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, type, sealed }) => [id, { id, type, image: openPhoto(vault, id, sealed) }]));
}

/** Tells whether a photo is on a roll entry of a person, or on a registration bound to their passport. */
export async function isOwnPhoto(
  db: Reader,
  photoId: string,
  person: { passportId: string; idNumberIndex: string; nameIndex: string },
): Promise<boolean> {
  const [rolls, bound] = await Promise.all([
    db
      .select({ id: candidates.id })
      .from(candidates)
      .where(
        and(
          eq(candidates.photoId, photoId),
          eq(candidates.idNumberIndex, person.idNumberIndex),
          eq(candidates.nameIndex, person.nameIndex),
        ),
      )
      .limit(1),
    db
      .select({ id: registrations.id })
      .from(registrations)
      .where(and(eq(registrations.photoId, photoId), eq(registrations.passportId, person.passportId)))
      .limit(1),
  ]);
  return rolls.length + bound.length > 0;
}
