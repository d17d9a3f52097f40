import { onlineManager, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { goOnForNobody } from '../../lib/go-on-for-nobody.ts';
import { currentHref, leaveFor, loadAnew, pageOwner, watchOwner } from '../../lib/page-owner.ts';
import { isLinkPage, PATHS } from '../../lib/paths.ts';
import { createQueryClient } from '../../lib/query-client.ts';
import { pathAfterSignIn } from '../lib/path-after-sign-in.ts';
import { meQuery } from '../lib/queries.ts';
import { siteSignIn } from '../lib/site-sign-in.ts';
import { createSiteRouter } from './router.tsx';
import { showBroken } from './show-broken.ts';

/** Starts the candidates' site in an element of the page. */
export async function startSite(root: HTMLElement): Promise<void> {
  /** Leaves for the sign-in page, from which the same person comes back to this one. */
  function ended() {
    if (siteSignIn.read() === pageOwner()) siteSignIn.clear();
    const { href, pathname } = router.latestLocation;
    if (isLinkPage(pathname)) return goOnForNobody(queryClient, meQuery.queryKey);
    if (pathname === PATHS.signIn) void leaveFor(href);
    else void leaveFor(router.buildLocation({ to: PATHS.signIn, search: { next: href, ended: true } }).href);
  }

  /** @param actor who is signed in, as far as that is known */
  function changed(actor?: string | null) {
    if (actor === null) return ended();
    const { pathname, search } = router.latestLocation;
    if (pageOwner() && !isLinkPage(pathname)) return void loadAnew(PATHS.home);
    if (pathname !== PATHS.signIn || !actor) return void loadAnew(currentHref());
    return void loadAnew(pathAfterSignIn(actor, 'next' in search ? search.next : undefined));
  }

  const queryClient = createQueryClient({ ended, changed });
  const router = createSiteRouter(queryClient);
  watchOwner(siteSignIn, changed);
  const stopWatching = router.subscribe('onRendered', () => {
    performance.mark('usable');
    stopWatching();
  });
  await firstPageOf(router);
  document.getElementById('cannot-start')?.remove();
  createRoot(root, { onUncaughtError: () => showBroken(root) }).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** The time after which the page goes on by itself from what stands in it, whatever is still missing. */
const PATIENCE_MS = 5_000;

/** Loads the page that the address names. Until then, what stands in the document is shown; without a connection it says so. */
function firstPageOf(router: ReturnType<typeof createSiteRouter>): Promise<unknown> {
  if (!onlineManager.isOnline()) return Promise.resolve();
  const offline = new Promise<void>((resolve) => {
    const stop = onlineManager.subscribe(() => {
      stop();
      resolve();
    });
  });
  const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([router.load(), offline, waited]);
}
