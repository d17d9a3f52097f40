import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from './data-directory.ts';
import { loadSecrets } from './secrets.ts';
import { StackError } from './stack-error.ts';

export interface PlatformAccess {
  databaseUrl: string;
  dataKey: string;
  indexKey: string;
}

/** PostgreSQL notes its port on the fourth line of its process file, which exists while it runs. */
const PORT_LINE = 3;
const KEY = /^[0-9a-f]{64}$/i;

/**
 * How a command-line tool reaches the platform's data: by DATABASE_URL, DATA_KEY and INDEX_KEY, and for those not set,
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
  // Keys made here and now would fit no data.
  if (!existsSync(join(dataDir, 'secrets.json'))) {
    throw new StackError('Set DATA_KEY and INDEX_KEY to those the platform runs with');
  }
  const secrets = await loadSecrets(dataDir);
  return {
    dataKey: environment.DATA_KEY || secrets.dataKey,
    indexKey: environment.INDEX_KEY || secrets.indexKey,
  };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
