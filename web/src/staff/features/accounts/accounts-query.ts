import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { handedOverSchema, staffAccountSchema } from '../../../../../api/staff/account-schemas.ts';
import { answer, client } from '../../../lib/client.ts';

export type StaffAccount = z.infer<typeof staffAccountSchema>;

/** An account that was made or reset, with its temporary password or none: then a link was mailed. */
export type Given = z.infer<typeof handedOverSchema>;

/** What the address bar says of the list. */
export const ACCOUNT_KEYS = ['name', 'role', 'place', 'disabled', 'sort', 'order', 'after'] as const;

export type AccountSearch = Partial<Record<(typeof ACCOUNT_KEYS)[number], string>>;

export const ACCOUNTS = ['staffAccounts'];

export const accountsQuery = (search: AccountSearch) =>
  queryOptions({
    queryKey: [...ACCOUNTS, search],
    // The server reads what the address bar says, and says what is wrong with it.
    queryFn: () => answer(client.api.staff.accounts.$get({ query: search as never })),
    placeholderData: keepPreviousData,
  });
