import { onlineManager } from '@tanstack/react-query';

const TRY_AGAIN_MS = 2000;

/**
 * Loads the code of a page, however long the connection is gone meanwhile. Failing makes the router load the whole site
 * anew: right when a new release has taken the code's place, but without a connection that ends on the browser's own
 * error page.
 */
export async function loadPage<Code>(load: () => Promise<Code>): Promise<Code> {
  for (;;) {
    await online();
    try {
      return await load();
    } catch (error) {
      if (await isReachable()) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

function online(): Promise<void> {
  if (onlineManager.isOnline()) return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = onlineManager.subscribe((isOnline) => {
      if (!isOnline) return;
      unsubscribe();
      resolve();
    });
  });
}

/** Browsers believe themselves online in any network, whether or not it leads anywhere. */
async function isReachable(): Promise<boolean> {
  return fetch('/healthz', { cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}
