import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../lib/client.ts';

/** The rules for staff in the whole country. */
export const staffRulesQuery = queryOptions({
  queryKey: ['staffRules'],
  queryFn: () => answer(client.api.staff.rules.$get()),
});
