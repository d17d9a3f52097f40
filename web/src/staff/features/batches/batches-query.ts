import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { batchSchema } from '../../../../../api/batches/schemas.ts';
import type { columnsSchema, missingListSchema, rowListSchema } from '../../../../../api/imports/schemas.ts';
import { FILE_KINDS, type FileKind, turnOf } from '../../../../../domain/batches/batch.ts';
import { BATCH_PERMISSIONS } from '../../../../../domain/batches/rights.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { answer, client } from '../../../lib/client.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import type { StaffMe } from '../../lib/queries.ts';

export type BatchShown = z.infer<typeof batchSchema>;
export type ColumnsShown = z.infer<typeof columnsSchema>;
export type RowShown = z.infer<typeof rowListSchema>['rows'][number];
export type MissingShown = z.infer<typeof missingListSchema>['missing'][number];

export const BATCHES = ['staffBatches'];
export const BATCH_KEYS = ['kind', 'stage', 'startedBy', 'order', 'after'] as const;
export type BatchSearch = Partial<Record<(typeof BATCH_KEYS)[number], string>>;

/** How often a page looks again: often while the worker is at something. */
const AT_WORK_MS = 1_000;
const LIST_MS = 5_000;

export const batchesQuery = (values: BatchSearch) =>
  queryOptions({
    queryKey: [...BATCHES, values],
    queryFn: () => answer(client.api.staff.batches.$get({ query: values as never })),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  });

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: [...BATCHES, 'one', id],
    queryFn: () => answer(client.api.staff.batches[':id'].$get({ param: { id } })),
    refetchInterval: ({ state }) =>
      state.data && turnOf(state.data.state) !== 'nobody' ? AT_WORK_MS : false,
  });

export const columnsQuery = (id: string) =>
  queryOptions({
    queryKey: [...BATCHES, 'columns', id],
    queryFn: () => answer(client.api.staff.imports[':id'].columns.$get({ param: { id } })),
  });

/** Finds the address of a batch's page. */
export function batchPath(id: string): string {
  return STAFF_PAGES.batch.path.replace('$batch', id);
}

/** Lists the kinds of files that somebody may send in. */
export function kindsOf({ role }: StaffMe): FileKind[] {
  return FILE_KINDS.filter((kind) => may(role, BATCH_PERMISSIONS[kind]));
}
