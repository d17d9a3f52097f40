import { and, eq, inArray, or } from 'drizzle-orm';
import type { PhotoType } from '../../domain/roll/photo.ts';
import type { Instant } from '../../domain/time.ts';
import { candidates, photos, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import type { Reader } from '../reader.ts';
import { isRecheckedBy } from './is-rechecked-by.ts';
import { isFoundByOwnRoll, openPhoto } from './sealed-roll.ts';

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

/** Reads when some photos first came in, by id. */
export async function readPhotoTimes(
  db: Reader,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, Instant>> {
  const asked = ids.filter((id) => id !== null);
  if (asked.length === 0) return new Map();
  const { id, importedAt } = photos;
  const rows = await db.select({ id, importedAt }).from(photos).where(inArray(id, asked));
  return new Map(rows.map((row) => [row.id, row.importedAt]));
}

/** The most roll entries with one photo that are looked at: only rows that somebody wrote in SQL are passed over. */
const MAX_LOOKED_AT = 5;

/** Tells whether a photo is on a roll entry of a person, or on a registration bound to their passport or its roll entry. */
export async function isOwnPhoto(
  db: Reader,
  vault: Vault,
  photoId: string,
  person: { passportId: string; idNumberIndex: string; nameIndex: string },
): Promise<boolean> {
  const isRechecked = isRecheckedBy(db, candidates.id, person.passportId);
  const [rolls, bound] = await Promise.all([
    db
      .select({ id: candidates.id, personal: candidates.personal, isRechecked })
      .from(candidates)
      .where(
        and(
          eq(candidates.photoId, photoId),
          eq(candidates.idNumberIndex, person.idNumberIndex),
          or(eq(candidates.nameIndex, person.nameIndex), isRechecked),
        ),
      )
      .limit(MAX_LOOKED_AT),
    db
      .select({ id: registrations.id })
      .from(registrations)
      .innerJoin(candidates, eq(candidates.id, registrations.id))
      .where(
        and(
          eq(registrations.passportId, person.passportId),
          or(eq(registrations.photoId, photoId), eq(candidates.photoId, photoId)),
        ),
      )
      .limit(1),
  ]);
  const { idNumberIndex } = person;
  const isOwn = (roll: (typeof rolls)[number]) =>
    isFoundByOwnRoll(vault, roll, roll.isRechecked ? { idNumberIndex } : person);
  return bound.length > 0 || rolls.some(isOwn);
}

/** Tells whether there is such a photo, whoever is on it. */
export async function isPhoto(db: Reader, photoId: string): Promise<boolean> {
  const [found] = await db.select({ id: photos.id }).from(photos).where(eq(photos.id, photoId));
  return found !== undefined;
}
