import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { goOnForNobody } from '../../lib/go-on-for-nobody.ts';
import { currentHref, leaveFor, loadAnew, pageOwner, watchOwner } from '../../lib/page-owner.ts';
import { isOpenStaffPage } from '../../lib/paths.ts';
import { createQueryClient } from '../../lib/query-client.ts';
import { staffMeQuery } from '../lib/queries.ts';
import { staffSignIn } from '../lib/staff-sign-in.ts';
import { KitProvider } from './KitProvider.tsx';
import { createStaffRouter } from './router.tsx';
import './staff.css';

/** Starts the staff area, whose code nobody else loads. */
export function startStaff(root: HTMLElement): void {
  function ended() {
    if (staffSignIn.read() === pageOwner()) staffSignIn.clear();
    if (isOpenStaffPage(location.pathname)) return goOnForNobody(queryClient, staffMeQuery.queryKey);
    void leaveFor(currentHref());
  }
  const changed = (actor?: string | null) => (actor === null ? ended() : void loadAnew(currentHref()));

  const queryClient = createQueryClient({ ended, changed });
  const router = createStaffRouter();
  watchOwner(staffSignIn, changed);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <KitProvider>
          <RouterProvider router={router as never} />
        </KitProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
