import { z } from '@hono/zod-openapi';
import type { SubmittedCursor } from '../../db/staff/submitted-order.ts';

export const afterSchema = z
  .string()
  .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
  .optional()
  .openapi({ description: '`nextCursor` of the page before' });

/** Parses the cursor that a client sent back. */
export function cursorFrom(after: string | undefined): SubmittedCursor | undefined {
  const [submittedAt, id] = after?.split('_') ?? [];
  return submittedAt && id ? { submittedAt: new Date(Number(submittedAt)), id } : undefined;
}

/** Cuts the page out of rows read with one more than the limit; `nextCursor` is null on the last page. */
export function pageOf<Row extends SubmittedCursor>(
  rows: Row[],
  limit: number,
): { shown: Row[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { shown, nextCursor: last ? `${last.submittedAt.getTime()}_${last.id}` : null };
}
