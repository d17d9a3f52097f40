import { z } from '@hono/zod-openapi';
import type { ExportRecord } from '../../db/staff/exports.ts';
import {
  type ExportFormat,
  exportState,
  LIST_PERMISSIONS,
  mayTakeExport,
} from '../../domain/staff/exports.ts';
import type { Instant } from '../../domain/time.ts';
import { isoInstant } from '../../domain/time.ts';
import type { StaffSession } from '../context.ts';
import { instantSchema } from './schemas.ts';

/** A file of a list, and how it stands. */
export const exportSchema = z
  .object({
    id: z.uuid(),
    list: z.enum(Object.keys(LIST_PERMISSIONS) as [keyof typeof LIST_PERMISSIONS]),
    format: z.string(),
    filter: z.record(z.string(), z.string()),
    fileName: z.string(),
    state: z.enum(['making', 'ready', 'failed']),
    problem: z.string().nullable().openapi({ description: 'Why it was not made' }),
    rowCount: z.number().int().openapi({ description: 'So far, while it is being made' }),
    byteCount: z.number().int(),
    askedAt: instantSchema,
    expiresAt: instantSchema,
    isTakable: z
      .boolean()
      .openapi({ description: 'False while it is not ready, or once the rights have changed' }),
  })
  .openapi('Export');

/** Shows a file to its owner. */
export function exportView(
  record: ExportRecord,
  taker: StaffSession,
  now: Instant,
): z.infer<typeof exportSchema> {
  const { id, list, format, filter, fileName, rowCount, byteCount, askedAt, expiresAt } = record;
  const state = exportState(record, now);
  return {
    id,
    list,
    format: format satisfies ExportFormat,
    filter,
    fileName,
    state,
    problem: state === 'failed' ? (record.problem ?? 'EXPORT_FAILED') : null,
    rowCount,
    byteCount,
    askedAt: isoInstant(askedAt),
    expiresAt: isoInstant(expiresAt),
    isTakable: state === 'ready' && mayTakeExport(taker, record),
  };
}
