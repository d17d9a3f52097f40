import { onlineManager } from '@tanstack/react-query';

const TRY_AGAIN_MS = 2000;

/**
 * Loads the code of a page, however long the connection is gone meanwhile. A failure makes the router reload the whole
 * site: right when a new release has replaced the code, but without a connection that ends on the browser's own error
 * page.
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

/** Asks our own server, because browsers believe themselves online in any network, even one that leads nowhere. */
async function isReachable(): Promise<boolean> {
  return fetch('/healthz', { cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}
