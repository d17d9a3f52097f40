import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../lib/client.ts';

/** The subjects there are, with the version that a change of one is made on. */
export const catalogueQuery = queryOptions({
  queryKey: ['staffCatalogue'],
  queryFn: () => answer(client.api.staff.subjects.$get({ query: {} })),
});
