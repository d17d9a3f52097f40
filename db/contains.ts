import { ilike, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { folded } from '../domain/text/look-alikes.ts';
import { likeText } from './like-text.ts';

/** Tells whether a column holds a text somewhere inside, in either case: as it was typed, or with both in ordinary width. */
export function contains(column: PgColumn, text: string): SQL | undefined {
  return or(
    ilike(column, `%${likeText(text)}%`),
    ilike(sql`normalize(${column}, NFKC)`, `%${likeText(folded(text))}%`),
  );
}
