import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where fetched programs are kept, shared by all checkouts of this user. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cet-registration');
}

/**
 * Makes a cache entry out of what `fill` puts into an empty directory. The entry appears by one rename when all is
 * there, so that an interrupted or failed fetch is never used and leaves nothing behind.
 * @returns the entry's path
 */
export async function fillCache(
  entry: string,
  fill: (directory: string) => Promise<void>,
  cache = cacheDirectory(),
): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const target = join(cache, entry);
  const directory = mkdtempSync(join(cache, `.${entry}-`));
  try {
    await fill(directory);
    rmSync(target, { recursive: true, force: true });
    renameSync(directory, target);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return target;
}
