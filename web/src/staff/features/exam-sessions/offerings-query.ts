import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { offeringListSchema } from '../../../../../api/seats/offering-schemas.ts';
import { answer } from '../../../lib/client.ts';
import { EXAM_SESSIONS } from '../../lib/exam-sessions-list.ts';
import { api } from './exam-sessions-query.ts';

export type Offering = z.infer<typeof offeringListSchema>['offerings'][number];

/** What the address bar says of the list. */
export const OFFERING_KEYS = ['inside', 'subject', 'lacking', 'sort', 'order', 'after'] as const;

export type OfferingSearch = Partial<Record<(typeof OFFERING_KEYS)[number], string>>;

export const offeringsQuery = (examSession: string, search: OfferingSearch) =>
  queryOptions({
    queryKey: [...EXAM_SESSIONS, examSession, 'offerings', search],
    // The server reads what the address bar says, and says what is wrong with it.
    queryFn: () =>
      answer(api[':examSession'].offerings.$get({ param: { examSession }, query: search as never })),
    placeholderData: keepPreviousData,
  });
