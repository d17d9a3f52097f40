import { type SQL, sql } from 'drizzle-orm';
import { customType } from 'drizzle-orm/pg-core';
import { type Instant, isoInstant } from '../../domain/time.ts';

/** The column of every moment: `timestamptz` in the table, milliseconds since 1970 in the code. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  toDriver: (at) => isoInstant(at),
  fromDriver: (text) => Date.parse(text),
});

/** Makes a moment of a statement that is written as SQL, where no column says what it is. */
export function instantValue(at: Instant): SQL<Instant> {
  return sql<Instant>`${isoInstant(at)}::timestamp with time zone`;
}
