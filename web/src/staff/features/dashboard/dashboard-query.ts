import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { dashboardSchema } from '../../../../../api/dashboard/schemas.ts';
import { answer, client } from '../../../lib/client.ts';
import { revalidated } from '../../../lib/revalidated.ts';

export type DashboardShown = z.infer<typeof dashboardSchema>;

export const DASHBOARD_KEYS = ['examSession', 'scope', 'by'] as const;
export type DashboardSearch = Partial<Record<(typeof DASHBOARD_KEYS)[number], string>>;

/** Figures are folded every second and read every two: what happens is seen within ten. A hidden page asks nothing. */
const LOOK_AGAIN_MS = 5_000;

export const dashboardQuery = (values: DashboardSearch) =>
  queryOptions({
    queryKey: ['staffDashboard', values],
    queryFn: ({ client: queryClient, queryKey }) =>
      revalidated(
        queryKey.map((part) => JSON.stringify(part)).join(),
        queryClient.getQueryData<DashboardShown>(queryKey),
        (headers) => client.api.staff.dashboard.$get({ query: values as never }, { headers }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });

/** The exam sessions that candidates see, the newest first. */
export const openedSessionsQuery = queryOptions({
  queryKey: ['openedSessions'],
  queryFn: () => answer(client.api['exam-sessions'].$get({})),
  staleTime: 60_000,
});
