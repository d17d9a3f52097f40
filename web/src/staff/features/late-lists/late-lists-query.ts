import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  lateListSchema,
  latePersonSchema,
  lateRowsSchema,
  pickableSchema,
} from '../../../../../api/late-registration/schemas.ts';
import { answer, client } from '../../../lib/client.ts';

const api = client.api.staff['late-lists'];

export type LateList = z.infer<typeof lateListSchema>;
export type LateRow = z.infer<typeof lateRowsSchema>['rows'][number];
export type PickablePerson = z.infer<typeof pickableSchema>['people'][number];
export type LatePerson = z.infer<typeof latePersonSchema>;

/** What the address bar says: the exam session, the order and page of the lists, the opened one, the page of its people, the roll. */
export const LATE_KEYS = [
  'examSession',
  'sort',
  'order',
  'after',
  'list',
  'unpaid',
  'person',
  'school',
  'college',
  'class',
  'roll',
] as const;

export const LATE_LISTS = ['staffLateLists'];

export const lateListsQuery = (query: Partial<Record<'examSession' | 'sort' | 'order' | 'after', string>>) =>
  queryOptions({
    queryKey: [...LATE_LISTS, query],
    queryFn: () => answer(api.$get({ query: query as never })),
    placeholderData: keepPreviousData,
  });

export const lateListQuery = (id: string) =>
  queryOptions({
    queryKey: [...LATE_LISTS, 'one', id],
    queryFn: () => answer(api[':id'].$get({ param: { id } })),
  });

export const latePeopleQuery = (id: string, query: { unpaid?: 'true'; after?: string }) =>
  queryOptions({
    queryKey: [...LATE_LISTS, 'people', id, query],
    queryFn: () => answer(api[':id'].people.$get({ param: { id }, query })),
    placeholderData: keepPreviousData,
  });

export const pickableQuery = (
  id: string,
  query: { school: string; college?: string; class?: string; after?: string },
) =>
  queryOptions({
    queryKey: [...LATE_LISTS, 'roll', id, query],
    queryFn: () => answer(api[':id'].roll.$get({ param: { id }, query })),
    placeholderData: keepPreviousData,
  });
