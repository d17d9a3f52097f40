import { availableParallelism } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import { systemClock } from '../config/clock.ts';
import { connectDatabase } from '../db/connect.ts';
import { payloadKeyRegistry } from '../db/payload-keys.ts';
import { createVault } from '../db/vault.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { KeyRing } from '../gateways/temporal/key-ring.ts';
import { platformEnvironment, sandboxEnvironment } from '../stack/environment.ts';
import { freePort } from '../stack/processes/ports.ts';
import { withProgress } from '../stack/progress.mjs';
import { platformSecrets } from './platform-secrets.ts';
import { STACK_PORTS, type StackPort, type StackPorts } from '../stack/stack-ports.ts';
import { startProcess } from './processes/start-process.ts';
import type { Servers } from './stack.ts';
import type { Starting } from './starting.ts';

const POOL_SIZE = 10;
/** What the processes get of this shell; all else is the bench's own. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'LANG'];

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** Where a candidate's browser goes. */
export interface Addresses {
  publicUrl: string;
  sandboxUrl: string;
}

/** Starts API, worker with relay, and sandbox, each a process of its own as in production, over the bench's servers. */
export async function startPlatform(starting: Starting, servers: Servers) {
  const clock = systemClock;
  const ports = await stackPorts();
  const secrets = await platformSecrets(starting);
  const outside = {
    ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
    // What is logged of every request in a busy hour is a matter of the installation.
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    METRICS_PORT: String(await freePort()),
    PUBLIC_URL: `http://127.0.0.1:${ports.site}`,
    TEMPORAL_NAMESPACE: servers.namespace,
  };
  const variables = platformEnvironment(outside, ports, secrets, {
    ...servers,
    temporalUiUrl: `http://127.0.0.1:${ports.temporalUi}`,
  });
  const sandboxVariables = { ...sandboxEnvironment(outside, ports, secrets, ''), SANDBOX_STATE_DIR: '' };

  const [api, worker] = await withProgress('Starting the processes of the platform', () =>
    Promise.all([
      startProcess(starting, 'api', 'api/main.ts', variables),
      startProcess(starting, 'worker', 'worker/main.ts', variables),
      startProcess(starting, 'sandbox', 'gateways/sandbox/main.ts', sandboxVariables),
    ]),
  );

  const { db, close } = connectDatabase(servers.databaseUrl, { poolSize: POOL_SIZE });
  starting.stops.add('database connections', close);
  const connection = await Connection.connect({ address: servers.temporalAddress });
  starting.stops.add('Temporal connection', () => connection.close());
  const ring = new KeyRing([secrets.payloadKey], payloadKeyRegistry(db, clock));
  const addresses: Addresses = {
    publicUrl: outside.PUBLIC_URL,
    sandboxUrl: `http://127.0.0.1:${ports.alipay}`,
  };
  return {
    servers,
    db,
    vault: createVault(secrets),
    clock,
    connection,
    namespace: servers.namespace,
    client: new Client({
      connection,
      namespace: servers.namespace,
      dataConverter: createDataConverter(ring),
    }),
    addresses,
    captchaKey: secrets.captchaKey,
    /** The processes whose time a registration costs. */
    pids: { api: api.pid, worker: worker.pid },
    cores: availableParallelism(),
  };
}

async function stackPorts(): Promise<StackPorts> {
  const ports: Partial<StackPorts> = {};
  for (const name of Object.keys(STACK_PORTS) as StackPort[]) ports[name] = await freePort();
  return ports as StackPorts;
}
