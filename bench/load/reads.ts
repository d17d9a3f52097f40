import { setTimeout as delay } from 'node:timers/promises';
import { runClients } from './clients.ts';
import { createHttpClient } from './http-client.ts';
import { latenciesOf } from './latencies.ts';
import type { LoadJobs, ReadsDone } from './load-jobs.ts';

/** Asks for the same things in turn, as fast as they are answered. */
export async function reads({
  clients,
  requests,
  warmMs,
  ms,
}: LoadJobs['reads']['input']): Promise<ReadsDone> {
  const http = createHttpClient(clients);
  const over = new AbortController();
  const from = performance.now() + warmMs;
  const to = from + ms;
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let bytes = 0;
  let turn = 0;
  void delay(warmMs + ms).then(() => over.abort());
  await runClients(clients, over.signal, async () => {
    const request = requests[turn++ % requests.length];
    if (!request) return false;
    const startedAt = performance.now();
    const { status, body } = await http.request(request);
    const endedAt = performance.now();
    if (startedAt >= from && endedAt <= to) {
      times.push(endedAt - startedAt);
      statuses[status] = (statuses[status] ?? 0) + 1;
      bytes = body.length;
    }
    return true;
  });
  http.close();
  return { perSecond: (times.length * 1_000) / ms, bytes, statuses, latencies: latenciesOf(times) };
}
