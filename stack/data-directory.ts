import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The directory in which a checkout keeps its data. */
export function dataDirectory(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.CET_DATA_DIR || join(import.meta.dirname, '..', '.data'));
}

/** The lock of a data directory, which a reset leaves in place. */
export const LOCK_NAME = 'start.lock';

/** The entries that `npm start` makes in a data directory; a reset removes these and no other file. */
const OWN_ENTRIES = new Set(['postgres', 'temporal', 'sandbox', 'logs', 'secrets.json', 'secrets.json.new']);

/** Removes everything that earlier starts have kept. The caller holds the lock. */
export function resetData(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (OWN_ENTRIES.has(name)) rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 });
  }
}
