import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { dashboardSchema } from '../../../../../api/dashboard/schemas.ts';
import { answer, client } from '../../../lib/client.ts';
import { serverNow } from '../../../lib/server-clock.ts';
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

/** The exam sessions that candidates see: those that are not over first, the newest of them at the top. */
export const openedSessionsQuery = queryOptions({
  queryKey: ['openedSessions'],
  queryFn: async () => {
    const sessions = await answer(client.api['exam-sessions'].$get({}));
    const isOver = ({ period }: (typeof sessions)[number]) =>
      period !== null && Date.parse(period.closesAt) <= serverNow();
    return sessions.toSorted((one, other) => Number(isOver(one)) - Number(isOver(other)));
  },
  staleTime: 60_000,
});
