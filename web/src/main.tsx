import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from './i18n/index.ts';
import { isStaffPath, PATHS } from './lib/paths.ts';
import { meQuery } from './site/lib/queries.ts';
import { sessionHint } from './lib/session-hint.ts';
import { createQueryClient } from './lib/query-client.ts';
import { createSiteRouter } from './site/app/router.tsx';
import './ui/tokens.css';
import './ui/base.css';
import './ui/layout.css';
import './ui/controls.css';
import './ui/feedback.css';
import './ui/data.css';
import './ui/dialog.css';

const queryClient = createQueryClient(() => {
  sessionHint.clear();
  queryClient.setQueryData(meQuery.queryKey, null);
  const { href, pathname } = router.latestLocation;
  if (pathname !== PATHS.signIn)
    void router.navigate({ to: PATHS.signIn, search: { next: href, ended: true } });
});
const router = createSiteRouter(queryClient);

await startI18n();
const root = document.getElementById('root') as HTMLElement;
if (isStaffPath(location.pathname)) (await import('./staff/app/start.tsx')).startStaff(root);
else
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
