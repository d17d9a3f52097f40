import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createKeyRing, type KeyRing } from '../../config/key-ring.ts';
import { type CheckedSettings, unsafeSettings } from '../../config/unsafe-settings.ts';
import { commandProblems } from '../../db/keys/database-problems.ts';
import type { VaultKeys } from '../../db/vault.ts';
import { temporalConnectionOptions } from '../../gateways/temporal/connect.ts';
import { dataDirectory } from '../data-directory.ts';
import { loadSecrets, type Secrets } from '../secrets.ts';
import { StackError } from '../stack-error.ts';
import { readStackPorts } from '../stack-ports.ts';

/** The platform's data, with every key that it was ever sealed under, as far as they are told. */
export interface PlatformAccess extends VaultKeys {
  databaseUrl: string;
}

export interface TemporalAccess {
  connection: Awaited<ReturnType<typeof temporalConnectionOptions>>;
  namespace: string;
  taskQueue: string;
  /** The current one first. */
  payloadKeys: [string, ...string[]];
}

/** PostgreSQL notes its port on the fourth line of its process file, which exists while it runs. */
const PORT_LINE = 3;
const KEY = /^[0-9a-f]{64}$/i;

/**
 * Finds the platform's data for a command-line tool: by DATABASE_URL, DATA_KEY (with DATA_KEYS_BEFORE and DATA_KEY_V1) and INDEX_KEY, and
 * where one is not set, by the platform that `npm start` runs in this checkout.
 * @throws StackError naming what is missing, or what is not safe
 */
export async function platformAccess(environment: NodeJS.ProcessEnv): Promise<PlatformAccess> {
  const access = await findPlatform(environment);
  await refuseUnsafe(environment, {
    DATABASE_URL: access.databaseUrl,
    DATA_KEY: access.dataKey,
    DATA_KEYS_BEFORE: [...(access.dataKeysBefore ?? [])],
    DATA_KEY_V1: access.dataKeyV1,
    INDEX_KEY: access.indexKey,
    INDEX_KEY_BEFORE: earlierKeys(environment, 'INDEX_KEY_BEFORE'),
    MIGRATION_DATABASE_URL: environment.MIGRATION_DATABASE_URL,
  });
  return access;
}

/** Finds the platform's data, whether it is safe or not. @throws StackError naming what is missing */
export async function findPlatform(environment: NodeJS.ProcessEnv): Promise<PlatformAccess> {
  const dataDir = dataDirectory(environment);
  const databaseUrl = environment.DATABASE_URL || localAddress(dataDir, 'application');
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
  return {
    databaseUrl,
    ...keys,
    dataKeysBefore: earlierKeys(environment, 'DATA_KEYS_BEFORE'),
    dataKeyV1: earlierKeys(environment, 'DATA_KEY_V1')[0],
  };
}

/**
 * Refuses what start-up refuses as well, before a command has done anything. What runs in this checkout is no
 * production unless it says so; a database or cluster that is named is, unless it says otherwise.
 * @throws StackError with a line for each problem
 */
async function refuseUnsafe(environment: NodeJS.ProcessEnv, settings: CheckedSettings): Promise<void> {
  const named = Boolean(environment.DATABASE_URL || environment.TEMPORAL_ADDRESS);
  const production = (environment.APP_ENV || (named ? 'production' : 'demo')) === 'production';
  const { NODE_TLS_REJECT_UNAUTHORIZED, NODE_OPTIONS } = environment;
  const problems = production
    ? unsafeSettings({ ...settings, NODE_TLS_REJECT_UNAUTHORIZED, NODE_OPTIONS })
    : [];
  // A password is sent nowhere before its way is known to be safe.
  if (problems.length === 0 && settings.DATABASE_URL !== undefined)
    problems.push(...(await commandProblems(settings.DATABASE_URL, production)));
  if (problems.length > 0) throw new StackError(problems.join('\n'));
}

/**
 * Finds the database as the owner of its tables: by MIGRATION_DATABASE_URL, and where no DATABASE_URL is set either, by the
 * platform that `npm start` runs in this checkout. @throws StackError saying what is missing
 */
export function ownerAddress(environment: NodeJS.ProcessEnv): string {
  if (environment.MIGRATION_DATABASE_URL) return environment.MIGRATION_DATABASE_URL;
  if (environment.DATABASE_URL)
    throw new StackError('Set MIGRATION_DATABASE_URL as well: only the owner of the tables may do this');
  return localAddress(dataDirectory(environment), 'owner');
}

/** Reads keys that are no longer current, separated by commas. @throws StackError when one is no key */
export function earlierKeys(environment: NodeJS.ProcessEnv, name: string): string[] {
  const keys = (environment[name] ?? '').split(',').filter((one) => one !== '');
  for (const key of keys)
    if (!KEY.test(key)) throw new StackError(`${name} must be 32 bytes in hex (64 characters)`);
  return keys;
}

/**
 * Finds the seals of the audit trails for a command-line tool: by DATABASE_URL, AUDIT_KEY and AUDIT_KEYS_BEFORE, and
 * where the first two are not set, by the platform that `npm start` runs in this checkout.
 * @throws StackError naming what is missing
 */
export async function auditAccess(
  environment: NodeJS.ProcessEnv,
): Promise<{ databaseUrl: string; keys: KeyRing }> {
  const dataDir = dataDirectory(environment);
  const current = environment.AUDIT_KEY || (await localSecrets(dataDir, 'AUDIT_KEY')).auditKey;
  if (!KEY.test(current)) throw new StackError('AUDIT_KEY must be 32 bytes in hex (64 characters)');
  const earlier = earlierKeys(environment, 'AUDIT_KEYS_BEFORE');
  const databaseUrl = environment.DATABASE_URL || localAddress(dataDir, 'application');
  await refuseUnsafe(environment, {
    DATABASE_URL: databaseUrl,
    AUDIT_KEY: current,
    AUDIT_KEYS_BEFORE: earlier,
  });
  return { databaseUrl, keys: createKeyRing(current, earlier) };
}

/**
 * Finds the platform's workflows for a command-line tool: by TEMPORAL_ADDRESS and PAYLOAD_KEY (with PAYLOAD_KEYS_BEFORE), and where one is not
 * set, by the platform that `npm start` runs in this checkout.
 * @throws StackError naming what is missing
 */
export async function temporalAccess(environment: NodeJS.ProcessEnv): Promise<TemporalAccess> {
  const given = (name: string) => environment[name] || undefined;
  const address = given('TEMPORAL_ADDRESS');
  const payloadKey =
    given('PAYLOAD_KEY') ?? (await localSecrets(dataDirectory(environment), 'PAYLOAD_KEY')).payloadKey;
  if (!KEY.test(payloadKey)) throw new StackError('PAYLOAD_KEY must be 32 bytes in hex (64 characters)');
  const payloadKeysBefore = earlierKeys(environment, 'PAYLOAD_KEYS_BEFORE');
  const tls = {
    TEMPORAL_API_KEY: given('TEMPORAL_API_KEY'),
    TEMPORAL_TLS: z.stringbool().catch(false).parse(environment.TEMPORAL_TLS),
    TEMPORAL_TLS_CERT: given('TEMPORAL_TLS_CERT'),
    TEMPORAL_TLS_KEY: given('TEMPORAL_TLS_KEY'),
  };
  await refuseUnsafe(environment, {
    PAYLOAD_KEY: payloadKey,
    PAYLOAD_KEYS_BEFORE: payloadKeysBefore,
    ...(address && { TEMPORAL_ADDRESS: address, ...tls }),
  });
  return {
    // The embedded Temporal uses no TLS, even when this shell is set up for a cluster that does.
    connection: address
      ? await temporalConnectionOptions({ TEMPORAL_ADDRESS: address, ...tls })
      : { address: `127.0.0.1:${readStackPorts(environment).temporal}` },
    namespace: given('TEMPORAL_NAMESPACE') ?? 'default',
    taskQueue: given('TEMPORAL_TASK_QUEUE') ?? 'registration',
    payloadKeys: [payloadKey, ...payloadKeysBefore],
  };
}

function localAddress(dataDir: string, role: 'application' | 'owner'): string {
  const directory = join(dataDir, 'postgres');
  const processFile = readIfThere(join(directory, 'cluster', 'postmaster.pid')) ?? '';
  const port = processFile.split('\n')[PORT_LINE]?.trim();
  const [name, file] = role === 'owner' ? ['cet', 'password'] : ['cet_app', 'application-password'];
  const password = readIfThere(join(directory, file))?.trim();
  if (!port || !password) {
    throw new StackError(
      'The platform is not running here: start it with npm start, or set DATABASE_URL, DATA_KEY and INDEX_KEY',
    );
  }
  return `postgres://${name}:${password}@127.0.0.1:${port}/cet`;
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
