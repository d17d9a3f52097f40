import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { BoundedLog } from '../../stack/processes/bounded-log.ts';
import { startManagedProcess } from '../../stack/processes/managed-process.ts';
import { freePort, isPortFree } from '../../stack/processes/ports.ts';
import { withProgress } from '../../stack/progress.mjs';
import { StackError } from '../../stack/stack-error.ts';
import { runCommand } from '../../stack/tools/run-command.ts';
import type { Servers } from '../stack.ts';
import { logDirectory, type Starting } from '../starting.ts';
import { pretixConfig } from './config.ts';
import { pretixPrograms } from './install.ts';

const DATABASE = 'pretix';
const SETUP_TIMEOUT_MS = 10 * 60_000;
const READY_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 10_000;
const POLL_MS = 100;
/** Two for each core, as its manual has it. */
const WORKERS = 2 * availableParallelism();

export interface Pretix {
  /** The address of the event's orders. */
  ordersUrl: string;
  token: string;
  item: number;
  /** Counts the orders that are paid so far. */
  countPaid(): Promise<number>;
}

/**
 * Starts pretix over the bench's PostgreSQL, as its manual has it for production. No worker takes its background tasks:
 * what they would take of the machine is not held against it.
 * @throws NotInstalled where it cannot be installed
 */
export async function startPretix(
  starting: Starting,
  servers: Servers,
  signal: AbortSignal,
): Promise<Pretix> {
  const { python, redis } = await pretixPrograms(signal);
  const directory = join(starting.directory, 'pretix');
  mkdirSync(directory, { recursive: true });
  const [port, redisPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const owner = new URL(servers.ownerUrl);
  const database = {
    name: DATABASE,
    user: owner.username,
    password: owner.password,
    host: owner.hostname,
    port: owner.port,
  };
  const configFile = join(directory, 'pretix.cfg');
  const redisUrl = `redis://127.0.0.1:${redisPort}`;
  writeFileSync(configFile, pretixConfig({ url, directory, database, redisUrl }), { mode: 0o600 });
  const env = { ...process.env, PRETIX_CONFIG_FILE: configFile, DJANGO_SETTINGS_MODULE: 'pretix.settings' };

  await startServer('redis', redis, [
    '--port',
    String(redisPort),
    '--bind',
    '127.0.0.1',
    '--dir',
    directory,
    '--save',
    '',
  ]);
  await listens(redisPort, 'redis');
  const sql = postgres(servers.ownerUrl, { max: 1, onnotice: () => {} });
  await sql`create database ${sql(DATABASE)}`.finally(() => sql.end({ timeout: 5 }));
  const options = { env, cwd: directory, timeoutMs: SETUP_TIMEOUT_MS, signal };
  const filled = await withProgress('Preparing the database of pretix', () =>
    runCommand(python, [join(import.meta.dirname, 'fill.py')], options),
  );
  const { token, item } = JSON.parse(filled.trim().split('\n').at(-1) ?? '') as {
    token: string;
    item: number;
  };
  await startServer('pretix', python, [
    '-m',
    'gunicorn',
    'pretix.wsgi',
    '--bind',
    `127.0.0.1:${port}`,
    '--workers',
    String(WORKERS),
    // A busy machine may take longer than the standard half minute to load it.
    '--timeout',
    '120',
  ]);
  await listens(port, 'pretix');

  owner.pathname = `/${DATABASE}`;
  const counting = postgres(owner.href, { max: 1, onnotice: () => {} });
  starting.stops.add('connection to the database of pretix', () => counting.end({ timeout: 5 }));
  return {
    ordersUrl: `${url}/api/v1/organizers/bench/events/cet/orders/`,
    token,
    item,
    async countPaid() {
      const [row] = await counting<{ count: number }[]>`
        select count(*)::int as count from pretixbase_order where status = 'p'`;
      return row?.count ?? 0;
    },
  };

  async function startServer(name: string, command: string, args: string[]): Promise<void> {
    const server = await startManagedProcess({
      command,
      args,
      env,
      log: new BoundedLog(join(logDirectory(starting), `${name}.log`)),
      reaper: starting.reaper,
      stopSignal: 'SIGTERM',
    });
    starting.stops.add(name, () => server.stop(STOP_GRACE_MS));
  }

  async function listens(on: number, name: string): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (await isPortFree(on)) {
      if (Date.now() > deadline) throw new StackError(`${name} does not listen`);
      await delay(POLL_MS, undefined, { signal });
    }
  }
}
