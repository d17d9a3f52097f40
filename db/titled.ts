import { inArray, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { titlesMeant } from '../domain/text/typed-text.ts';

/** Builds the filter of rows with a college or class that somebody asks for, see `titlesMeant`. */
export function isTitled(column: PgColumn, asked: string): SQL {
  return inArray(column, titlesMeant(asked));
}
