import { pgTable, text } from 'drizzle-orm/pg-core';
import type { PhotoType } from '../../domain/roll/photo.ts';
import { instant } from './instant.ts';
import { bytes } from './bytes.ts';

/**
 * Photos of candidates, identified by their content: a roll entry refers to its current one, a registration to the one
 * it was saved with. The id is a keyed hash, so that nobody who has a picture can tell from the database whose it is.
 */
export const photos = pgTable('photos', {
  id: text().primaryKey(),
  type: text().$type<PhotoType>().notNull(),
  /** The file, sealed. */
  sealed: bytes().notNull(),
  importedAt: instant().notNull(),
});
