import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PATHS } from '../../lib/paths.ts';
import { createQueryClient } from '../../lib/query-client.ts';
import { sessionHint } from '../../lib/session-hint.ts';
import { meQuery } from '../lib/queries.ts';
import { createSiteRouter } from './router.tsx';

/** Starts the candidates' site in an element of the page. */
export function startSite(root: HTMLElement): void {
  const queryClient = createQueryClient(() => {
    sessionHint.clear();
    queryClient.setQueryData(meQuery.queryKey, null);
    const { href, pathname } = router.latestLocation;
    if (pathname !== PATHS.signIn)
      void router.navigate({ to: PATHS.signIn, search: { next: href, ended: true } });
  });
  const router = createSiteRouter(queryClient);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
