import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The directory in which a checkout keeps its data. */
export function dataDirectory(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.CET_DATA_DIR || join(import.meta.dirname, '..', '.data'));
}

/** The lock of a data directory, which a reset leaves in place. */
export const LOCK_NAME = 'start.lock';

/** The file that says that a data directory gets no demo data. */
const EMPTY_NAME = 'without-demo';

/** The entries that `npm start` makes in a data directory; a reset removes these and no other file. */
const OWN_ENTRIES = new Set([
  'postgres',
  'temporal',
  'sandbox',
  'logs',
  'secrets.json',
  'secrets.json.new',
  EMPTY_NAME,
]);

/** Removes everything that earlier starts have kept. The caller holds the lock. */
export function resetData(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (OWN_ENTRIES.has(name)) rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Keeps demo data out of a data directory, until it is reset. */
export function keepEmpty(dataDir: string): void {
  writeFileSync(join(dataDir, EMPTY_NAME), '');
}

/** Tells whether a data directory gets no demo data. */
export const isKeptEmpty = (dataDir: string): boolean => existsSync(join(dataDir, EMPTY_NAME));
