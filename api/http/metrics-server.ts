import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/**
 * Serves `/metrics` on an address of its own: what the platform is busy with is nobody's business outside. A port that
 * is taken, by another process of this machine, is an error in the log, and keeps nobody from being served: at a restart the process
 * before may still have it.
 */
export function serveMetrics(
  metrics: Metrics,
  { hostname, port }: { hostname: string; port: number },
  log: Logger,
): Server {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      (error: unknown) => {
        log.warn({ error }, 'the metrics could not be read');
        response.writeHead(503).end();
      },
    );
  });
  server.on('error', (error) =>
    log.error(
      { error, hostname, port },
      'the metrics of this process are not served: give it a METRICS_PORT of its own and start it again',
    ),
  );
  return server.listen(port, hostname);
}
