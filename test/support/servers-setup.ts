import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { TestProject } from 'vitest/node';
import { migrate, roleOf } from '../../db/migrate.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/entity/messages.ts';
import { BoundedLog } from '../../stack/processes/bounded-log.ts';
import { freePort } from '../../stack/processes/ports.ts';
import { startPostgres } from '../../stack/servers/postgres.ts';
import { Reaper } from '../../stack/processes/reaper.ts';
import { StackError } from '../../stack/stack-error.ts';
import { startTemporal } from '../../stack/servers/temporal.ts';
import { prepareNamespace } from '../../stack/servers/temporal-namespace.ts';
import { fetchTemporal, findTemporal } from '../../stack/tools/temporal-cli.ts';
import { fetchTimeSkippingServer, findTimeSkippingServer } from '../../stack/tools/time-skipping-server.ts';
import { workflowBundle } from '../../worker/workflow-bundle.ts';
import { allStarted } from './all-started.ts';
import { onDatabase } from './sql.ts';

const NAMESPACE = 'default';
const TEMPLATE = 'template_migrated';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the test server from which others can be created, as the owner of all. */
    databaseServerUrl: string;
    /** The same as the application's role. */
    databaseApplicationUrl: string;
    /** The migrated, empty database that tests clone. */
    templateDatabase: string;
    temporalAddress: string;
    temporalNamespace: string;
  }
}

interface TestServers {
  databaseServerUrl: string;
  databaseApplicationUrl: string;
  temporalAddress: string;
  stop(): Promise<void>;
}

/** Projects load this module separately, yet share one pair of servers. */
const shared = globalThis as typeof globalThis & {
  testServers?: { users: number; started: Promise<TestServers> };
};

/** Starts one disposable PostgreSQL and one Temporal server in memory for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.testServers ??= { users: 0, started: startServers() };
  const mine = shared.testServers;
  mine.users += 1;
  const servers = await mine.started;
  project.provide('databaseServerUrl', servers.databaseServerUrl);
  project.provide('databaseApplicationUrl', servers.databaseApplicationUrl);
  project.provide('templateDatabase', TEMPLATE);
  project.provide('temporalAddress', servers.temporalAddress);
  project.provide('temporalNamespace', NAMESPACE);
  return async () => {
    mine.users -= 1;
    if (mine.users > 0) return;
    delete shared.testServers;
    await servers.stop();
  };
}

async function startServers(): Promise<TestServers> {
  await allStarted([
    findTemporal() ? undefined : fetchTemporal(),
    findTimeSkippingServer() ? undefined : fetchTimeSkippingServer(),
  ]);
  const binary = findTemporal();
  if (!binary) throw new StackError('Temporal was fetched, but cannot be found');

  const directory = mkdtempSync(join(tmpdir(), 'cet-registration-test-'));
  const reaper = new Reaper();
  // Ctrl-C ends vitest without its teardown; the reaper does not depend on it.
  reaper.removeAfterwards(directory);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    const stopped = await Promise.allSettled(stops.map((one) => one()));
    rmSync(directory, { recursive: true, force: true });
    reaper.close();
    for (const outcome of stopped) if (outcome.status === 'rejected') throw outcome.reason;
  };
  try {
    const [database, temporal] = await allStarted([
      startDatabase(directory, reaper, stops),
      startTemporalServer(binary, directory, reaper, stops),
      // Built once here, and found ready by every worker.
      workflowBundle(),
    ]);
    return { ...database, temporalAddress: temporal, stop };
  } catch (error) {
    await stop().catch((later) => process.stderr.write(`${later}\n`));
    throw error;
  }
}

async function startDatabase(
  directory: string,
  reaper: Reaper,
  stops: (() => Promise<void>)[],
): Promise<Pick<TestServers, 'databaseServerUrl' | 'databaseApplicationUrl'>> {
  const { url, ownerUrl, stop } = await startPostgres({
    dataDir: join(directory, 'postgres'),
    port: await freePort(),
    log: new BoundedLog(join(directory, 'postgres.log')),
    reaper,
    disposable: true,
  });
  stops.push(stop);
  await onDatabase(ownerUrl, (sql) => sql.unsafe(`create database ${TEMPLATE}`));
  const template = new URL(ownerUrl);
  template.pathname = TEMPLATE;
  await migrate(template.href, roleOf(url));
  return { databaseServerUrl: ownerUrl, databaseApplicationUrl: url };
}

async function startTemporalServer(
  binary: string,
  directory: string,
  reaper: Reaper,
  stops: (() => Promise<void>)[],
): Promise<string> {
  const { address, stop } = await startTemporal({
    binary,
    dataDir: null,
    port: await freePort(),
    uiPort: null,
    namespace: NAMESPACE,
    log: new BoundedLog(join(directory, 'temporal.log')),
    reaper,
  });
  stops.push(stop);
  const connection = await Connection.connect({ address, connectTimeout: '10s' });
  try {
    await prepareNamespace(connection, NAMESPACE, SEARCH_ATTRIBUTES);
  } finally {
    await connection.close();
  }
  return address;
}
