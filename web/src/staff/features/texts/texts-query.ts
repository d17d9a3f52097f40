import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  agreementTextListSchema,
  agreementTextVersionSchema,
} from '../../../../../api/exam-session/text-schemas.ts';
import { answer, client } from '../../../lib/client.ts';

export type ListedText = z.infer<typeof agreementTextListSchema>['texts'][number];
export type TextVersion = z.infer<typeof agreementTextVersionSchema>;
export type TextKind = ListedText['kind'];

export const TEXT_KINDS = ['agreement', 'pledge', 'terms', 'privacy'] as const satisfies TextKind[];

export const TEXTS = ['staffAgreementTexts'];

/** What the address bar says of the list. */
export const TEXT_KEYS = ['kind', 'sort', 'order', 'after'] as const;

export type TextSearch = Partial<Record<(typeof TEXT_KEYS)[number] | 'limit', string>>;

export const textsQuery = (search: TextSearch) =>
  queryOptions({
    queryKey: [...TEXTS, 'list', search],
    queryFn: () => answer(client.api.staff['agreement-texts'].$get({ query: search as never })),
    placeholderData: keepPreviousData,
  });

/** The newest versions of a text, for choosing among them. */
export const versionsQuery = (kind: TextKind) => textsQuery({ kind, limit: '100' });

/** One version, compared with another one; without one with that before it. */
export const textQuery = (kind: TextKind, version: string, against?: string) =>
  queryOptions({
    queryKey: [...TEXTS, kind, version, against],
    queryFn: () =>
      answer(
        client.api.staff['agreement-texts'][':kind'][':version'].$get({
          param: { kind, version },
          query: against ? { against } : {},
        }),
      ),
  });
