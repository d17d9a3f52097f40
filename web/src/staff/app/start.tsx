import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from '../../lib/query-client.ts';
import { staffMeQuery } from '../lib/queries.ts';
import { StaffApp } from './StaffApp.tsx';

/** Starts the staff area, whose code nobody else loads. */
export function startStaff(root: HTMLElement): void {
  const queryClient = createQueryClient(() => queryClient.setQueryData(staffMeQuery.queryKey, null));
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <StaffApp />
      </QueryClientProvider>
    </StrictMode>,
  );
}
