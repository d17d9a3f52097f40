import { accepted, candidateOf } from '../candidate.ts';
import { Collected, runClients } from './clients.ts';
import { createHttpClient } from './http-client.ts';
import type { Done, LoadJobs } from './load-jobs.ts';

/** Takes candidates from saving to the payment at the gateway, whose signed notice then finds its way. */
export async function fullPath(
  { clients, addresses, place, people }: LoadJobs['fullPath']['input'],
  enough: AbortSignal,
): Promise<Done> {
  const http = createHttpClient(clients);
  const collected = new Collected();
  const left = people.values();
  let count = 0;
  await runClients(clients, enough, async () => {
    const { value: person } = left.next();
    if (!person) return false;
    const candidate = candidateOf(addresses, place, person, http);
    try {
      accepted(await collected.timed('save', () => candidate.save()));
      accepted(await collected.timed('select', () => candidate.select()));
      accepted(await collected.timed('transcript', () => candidate.chooseTranscript()));
      const opened = accepted(await collected.timed('order', () => candidate.openOrder()));
      await candidate.pay(opened);
      count += 1;
    } catch (error) {
      collected.refuse(error instanceof Error ? error.message : String(error));
    }
    return true;
  });
  http.close();
  return { count, refused: collected.refused, latencies: collected.latencies };
}
