import { z } from '@hono/zod-openapi';
import type { ClassPlace } from '../../db/roll/list-roll-people.ts';
import { ApiError } from '../http/errors.ts';

/** The cursor of a list of classes, whose names may have 60 characters of four bytes each. */
export const classCursorSchema = z
  .string()
  .max(900)
  .regex(/^[A-Za-z0-9_-]+$/)
  .optional()
  .openapi({ description: '`nextCursor` of the page before' });

/** A text column holds no NUL. */
const nameSchema = z
  .string()
  .regex(/^[^\0]*$/)
  .nullable();
const placeSchema = z.tuple([z.string().regex(/^\d{5}$/), nameSchema, nameSchema]);

/** Writes the cursor of a list of classes. */
export function classCursor({ schoolCode, college, className }: ClassPlace): string {
  return Buffer.from(JSON.stringify([schoolCode, college, className])).toString('base64url');
}

/**
 * Parses such a cursor as a client sent it back.
 * @throws ApiError INVALID_INPUT
 */
export function classPlaceFrom(after: string | undefined): ClassPlace | undefined {
  if (after === undefined) return undefined;
  try {
    const [schoolCode, college, className] = placeSchema.parse(
      JSON.parse(Buffer.from(after, 'base64url').toString()),
    );
    return { schoolCode, college, className };
  } catch {
    throw new ApiError('INVALID_INPUT', { fields: [{ path: 'query.after', code: 'invalid' }] });
  }
}
