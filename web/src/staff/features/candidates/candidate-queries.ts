import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../../lib/client.ts';

const api = client.api.staff.candidates[':id'];

/** The roll entry of a candidate. */
export const rollEntryQuery = (id: string) =>
  queryOptions({
    queryKey: ['staffRollEntry', id],
    queryFn: () => answer(api.$get({ param: { id } })),
  });

const readDossier = (id: string) => answer(api.dossier.$get({ param: { id } }));

/** Everything about a candidate besides the roll entry. */
export type Dossier = Awaited<ReturnType<typeof readDossier>>;

export const dossierQuery = (id: string) =>
  queryOptions({ queryKey: ['staffDossier', id], queryFn: () => readDossier(id) });

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['staffTimeline', id],
    queryFn: () => answer(api.timeline.$get({ param: { id } })),
  });
