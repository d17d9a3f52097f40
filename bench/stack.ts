import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { migrate } from '../db/migrate.ts';
import { SEARCH_ATTRIBUTES } from '../gateways/temporal/search-attributes.ts';
import { BoundedLog } from '../stack/processes/bounded-log.ts';
import { freePort } from '../stack/processes/ports.ts';
import { startPostgres } from '../stack/servers/postgres.ts';
import type { Reaper } from '../stack/processes/reaper.ts';
import { StackError } from '../stack/stack-error.ts';
import type { StopList } from '../stack/processes/stop-list.ts';
import { startTemporal } from '../stack/servers/temporal.ts';
import { prepareNamespace } from '../stack/servers/temporal-namespace.ts';
import { fetchTemporal, findTemporal } from '../stack/tools/temporal-cli.ts';

export interface BenchStack {
  databaseUrl: string;
  temporalAddress: string;
  namespace: string;
}

interface Starting {
  directory: string;
  reaper: Reaper;
  stops: StopList;
}

const NAMESPACE = 'default';

/** Starts a PostgreSQL and a Temporal of the bench's own, whose data is thrown away. */
export async function startStack(reaper: Reaper, stops: StopList): Promise<BenchStack> {
  const directory = mkdtempSync(join(tmpdir(), 'cet-registration-bench-'));
  reaper.removeAfterwards(directory);
  const starting = { directory, reaper, stops };
  // Both are waited for even when one fails, so that neither is still coming up while the other is stopped.
  const started = await Promise.allSettled([startDatabase(starting), startTemporalServer(starting)]);
  for (const outcome of started) if (outcome.status === 'rejected') throw outcome.reason;
  const [databaseUrl, temporalAddress] = started.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : '',
  ) as [string, string];
  return { databaseUrl, temporalAddress, namespace: NAMESPACE };
}

async function startDatabase({ directory, reaper, stops }: Starting): Promise<string> {
  const server = await startPostgres({
    dataDir: join(directory, 'postgres'),
    port: await freePort(),
    log: new BoundedLog(join(directory, 'postgres.log')),
    reaper,
    disposable: true,
  });
  stops.add('PostgreSQL', server.stop);
  await migrate(server.url);
  return server.url;
}

async function startTemporalServer({ directory, reaper, stops }: Starting): Promise<string> {
  if (!findTemporal()) await fetchTemporal();
  const binary = findTemporal();
  if (!binary) throw new StackError('The Temporal CLI is missing');
  const server = await startTemporal({
    binary,
    dataDir: null,
    port: await freePort(),
    uiPort: null,
    namespace: NAMESPACE,
    log: new BoundedLog(join(directory, 'temporal.log')),
    reaper,
  });
  stops.add('Temporal', server.stop);
  const connection = await Connection.connect({ address: server.address, connectTimeout: '10s' });
  try {
    await prepareNamespace(connection, NAMESPACE, SEARCH_ATTRIBUTES);
  } finally {
    await connection.close();
  }
  return server.address;
}
