import { z } from '@hono/zod-openapi';
import type { SubmittedCursor } from '../../db/staff/submitted-order.ts';
import { ApiError } from './errors.ts';
import { instantSchema } from './schemas.ts';

export const afterSchema = z
  .string()
  .regex(/^\d{1,13}_(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
  .optional()
  .openapi({ description: '`nextCursor` of the page before' });

/** The order of a list by time; each list has its own where it is left out. */
export const orderSchema = z
  .enum(['asc', 'desc'])
  .optional()
  .openapi({ description: '`asc`: the oldest first; `desc`: the newest first' });

/** Parses the cursor that a client sent back. */
export function cursorFrom(after: string | undefined): SubmittedCursor | undefined {
  const [submittedAt, id] = after?.split('_') ?? [];
  return submittedAt && id ? { submittedAt: Number(submittedAt), id } : undefined;
}

/** Writes the cursor of a list of submissions. */
export function submittedCursor({ submittedAt, id }: SubmittedCursor): string {
  return `${submittedAt}_${id}`;
}

/** The cursor of a list by row id, newest first; `greatest` is the greatest id that the type of its column holds. */
export function rowCursorSchema(greatest: number) {
  return z.coerce
    .number()
    .int()
    .min(0)
    .max(greatest)
    .optional()
    .openapi({ description: '`nextCursor` of the page before' });
}

/** Cuts the page out of rows read with one more than the limit; `nextCursor` is null on the last page. */
export function pageOf<Row, Cursor>(
  rows: Row[],
  limit: number,
  cursorOf: (last: Row) => Cursor,
): { shown: Row[]; nextCursor: Cursor | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { shown, nextCursor: last === undefined ? null : cursorOf(last) };
}

/** The cursor of a `keyset` list. */
export const keysetCursorSchema = z
  .string()
  .max(600)
  .regex(/^[A-Za-z0-9_-]+$/)
  .optional()
  .openapi({ description: '`nextCursor` of the page before' });

/** Writes the cursor of a `keyset` list. */
export function keysetCursor(values: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** A value of a text column, which holds no NUL. */
const keysetValueSchema = z.string().regex(/^[^\0]*$/);
const keysetSchema = z.tuple([keysetValueSchema, keysetValueSchema]).readonly();

/**
 * Parses such a cursor as a client sent it back.
 * @param fits says whether the values are such as the columns hold by which the list is sorted
 * @throws ApiError INVALID_INPUT
 */
export function keysetFrom(
  after: string | undefined,
  fits: (values: readonly [string, string]) => boolean = () => true,
): readonly [string, string] | undefined {
  if (after === undefined) return undefined;
  const values = keysetIn(after);
  if (values && fits(values)) return values;
  throw new ApiError('INVALID_INPUT', { fields: [{ path: 'query.after', code: 'invalid' }] });
}

function keysetIn(after: string): readonly [string, string] | undefined {
  try {
    return keysetSchema.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
  } catch {
    return undefined;
  }
}

/** Tells whether a value of a cursor is an id of a column of ids. */
export function isCursorId(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

/** Tells whether a value of a cursor is a number of a column of numbers. */
export function isCursorNumber(value: string): boolean {
  return /^\d{1,9}$/.test(value);
}

/** Tells whether a value of a cursor is a moment of a column of moments. */
export function isCursorMoment(value: string): boolean {
  // PostgreSQL has no year 0.
  return instantSchema.safeParse(value).success && !value.startsWith('0000');
}
