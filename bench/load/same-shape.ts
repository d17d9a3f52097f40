import { Client, Connection } from '@temporalio/client';
import { registerSameShape } from '../bare/bare-registrations.ts';
import { Collected, runClients } from './clients.ts';
import type { Done, LoadJobs } from './load-jobs.ts';

/** Makes bare registrations of the same shape. */
export async function sameShape(
  { clients, temporalAddress: address, namespace }: LoadJobs['sameShape']['input'],
  enough: AbortSignal,
): Promise<Done> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const collected = new Collected();
  let count = 0;
  try {
    await runClients(clients, enough, async () => {
      await collected.timed('registration', () => registerSameShape(client));
      count += 1;
      return true;
    });
  } finally {
    await connection.close();
  }
  return { count, refused: collected.refused, latencies: collected.latencies };
}
