import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { migrate, roleOf } from '../db/migrate.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/entity/messages.ts';
import { BoundedLog } from '../stack/processes/bounded-log.ts';
import { freePort } from '../stack/processes/ports.ts';
import { withProgress } from '../stack/progress.mjs';
import { startPostgres } from '../stack/servers/postgres.ts';
import { prepareNamespace } from '../stack/servers/temporal-namespace.ts';
import { temporalPrograms } from './servers/temporal-programs.ts';
import { startTemporalServer } from './servers/temporal-server.ts';
import { logDirectory, type Starting } from './starting.ts';

export interface Servers {
  /** The database as the application's role. */
  databaseUrl: string;
  /** The database as its owner. */
  ownerUrl: string;
  temporalAddress: string;
  namespace: string;
}

const NAMESPACE = 'default';

/**
 * Starts servers of the bench's own, whose data is thrown away: PostgreSQL as it is in production, with every commit on
 * the disk, and Temporal's production server on it.
 */
export async function startServers(starting: Starting, signal: AbortSignal): Promise<Servers> {
  const { directory, reaper, stops } = starting;
  const programs = await temporalPrograms(signal);
  signal.throwIfAborted();
  return withProgress('Starting PostgreSQL and Temporal', async () => {
    const postgres = await startPostgres({
      dataDir: join(directory, 'postgres'),
      port: await freePort(),
      log: new BoundedLog(join(logDirectory(starting), 'postgres.log')),
      reaper,
    });
    stops.add('PostgreSQL', postgres.stop);
    const { url: databaseUrl, ownerUrl } = postgres;
    await migrate(ownerUrl, roleOf(databaseUrl));
    const temporalAddress = await startTemporalServer(starting, programs, ownerUrl);
    const connection = await Connection.connect({ address: temporalAddress, connectTimeout: '10s' });
    try {
      await prepareNamespace(connection, NAMESPACE, SEARCH_ATTRIBUTES);
    } finally {
      await connection.close();
    }
    return { databaseUrl, ownerUrl, temporalAddress, namespace: NAMESPACE };
  });
}
