import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { noticeToSetSchema } from '../../../../../api/exam-session/text-schemas.ts';
import { answer, client } from '../../../lib/client.ts';

export type Notice = z.infer<typeof noticeToSetSchema>;

/** What the address bar says of the list. */
export const NOTICE_KEYS = ['state', 'place', 'sort', 'order', 'after'] as const;

export type NoticeSearch = Partial<Record<(typeof NOTICE_KEYS)[number], string>>;

export const NOTICES = ['staffNotices'];

export const noticesToSetQuery = (search: NoticeSearch) =>
  queryOptions({
    queryKey: [...NOTICES, search],
    queryFn: () => answer(client.api.staff.notices.$get({ query: search as never })),
    placeholderData: keepPreviousData,
  });
