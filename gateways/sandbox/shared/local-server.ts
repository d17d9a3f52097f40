import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

const REQUEST_TIMEOUT_MS = 30_000;

export interface LocalServer {
  port: number;
  url: string;
  close(): Promise<void>;
}

/** Serves an app on 127.0.0.1 only. Port 0 takes a free one. */
export async function listenLocally(app: Hono, port: number): Promise<LocalServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: 5_000 },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Kept-alive connections would hold the server open until they time out.
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
