import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { temporalConnectionOptions } from '../../gateways/temporal/connect.ts';
import { dataDirectory } from '../data-directory.ts';
import { loadSecrets, type Secrets } from '../secrets.ts';
import { StackError } from '../stack-error.ts';
import { readStackPorts } from '../stack-ports.ts';

export interface PlatformAccess {
  databaseUrl: string;
  dataKey: string;
  indexKey: string;
}

export interface TemporalAccess {
  connection: Awaited<ReturnType<typeof temporalConnectionOptions>>;
  namespace: string;
  taskQueue: string;
  payloadKey: string;
}

/** PostgreSQL notes its port on the fourth line of its process file, which exists while it runs. */
const PORT_LINE = 3;
const KEY = /^[0-9a-f]{64}$/i;

/**
 * Finds the platform's data for a command-line tool: by DATABASE_URL, DATA_KEY and INDEX_KEY, and where one is not set,
 * by the platform that `npm start` runs in this checkout.
 * @throws StackError naming what is missing
 */
export async function platformAccess(environment: NodeJS.ProcessEnv): Promise<PlatformAccess> {
  const dataDir = dataDirectory(environment);
  const databaseUrl = environment.DATABASE_URL || localDatabaseUrl(dataDir);
  const keys =
    environment.DATA_KEY && environment.INDEX_KEY
      ? { dataKey: environment.DATA_KEY, indexKey: environment.INDEX_KEY }
      : await localKeys(environment, dataDir);
  for (const [name, key] of [
    ['DATA_KEY', keys.dataKey],
    ['INDEX_KEY', keys.indexKey],
  ] as const) {
    if (!KEY.test(key)) throw new StackError(`${name} must be 32 bytes in hex (64 characters)`);
  }
  return { databaseUrl, ...keys };
}

/**
 * Finds the platform's workflows for a command-line tool: by TEMPORAL_ADDRESS and PAYLOAD_KEY, and where one is not
 * set, by the platform that `npm start` runs in this checkout.
 * @throws StackError naming what is missing
 */
export async function temporalAccess(environment: NodeJS.ProcessEnv): Promise<TemporalAccess> {
  const given = (name: string) => environment[name] || undefined;
  const address = given('TEMPORAL_ADDRESS');
  const payloadKey =
    given('PAYLOAD_KEY') ?? (await localSecrets(dataDirectory(environment), 'PAYLOAD_KEY')).payloadKey;
  if (!KEY.test(payloadKey)) throw new StackError('PAYLOAD_KEY must be 32 bytes in hex (64 characters)');
  return {
    // The embedded Temporal uses no TLS, even when this shell is set up for a cluster that does.
    connection: address
      ? await temporalConnectionOptions({
          TEMPORAL_ADDRESS: address,
          TEMPORAL_API_KEY: given('TEMPORAL_API_KEY'),
          TEMPORAL_TLS: z.stringbool().catch(false).parse(environment.TEMPORAL_TLS),
          TEMPORAL_TLS_CERT: given('TEMPORAL_TLS_CERT'),
          TEMPORAL_TLS_KEY: given('TEMPORAL_TLS_KEY'),
        })
      : { address: `127.0.0.1:${readStackPorts(environment).temporal}` },
    namespace: given('TEMPORAL_NAMESPACE') ?? 'default',
    taskQueue: given('TEMPORAL_TASK_QUEUE') ?? 'registration',
    payloadKey,
  };
}

function localDatabaseUrl(dataDir: string): string {
  const directory = join(dataDir, 'postgres');
  const processFile = readIfThere(join(directory, 'cluster', 'postmaster.pid')) ?? '';
  const port = processFile.split('\n')[PORT_LINE]?.trim();
  const password = readIfThere(join(directory, 'password'))?.trim();
  if (!port || !password) {
    throw new StackError(
      'The platform is not running here: start it with npm start, or set DATABASE_URL, DATA_KEY and INDEX_KEY',
    );
  }
  return `postgres://cet:${password}@127.0.0.1:${port}/cet`;
}

async function localKeys(environment: NodeJS.ProcessEnv, dataDir: string) {
  const secrets = await localSecrets(dataDir, 'DATA_KEY and INDEX_KEY');
  return {
    dataKey: environment.DATA_KEY || secrets.dataKey,
    indexKey: environment.INDEX_KEY || secrets.indexKey,
  };
}

async function localSecrets(dataDir: string, wanted: string): Promise<Secrets> {
  // New keys could not open the data that is there.
  if (!existsSync(join(dataDir, 'secrets.json')))
    throw new StackError(`Set ${wanted} to those the platform runs with`);
  return loadSecrets(dataDir);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
