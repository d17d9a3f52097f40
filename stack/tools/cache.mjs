// Keeps fetched programs: plain JavaScript, because the set-up uses it before the dependencies are there.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const ABANDONED_AFTER_MS = 24 * 60 * 60_000;

/** The directory of fetched programs, shared by all checkouts of this user. */
export function cacheDirectory(environment = process.env) {
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cet-registration');
}

/**
 * Makes a cache entry out of what `fill` puts into an empty directory. The entry appears by one rename when all is
 * there, so that an interrupted or failed fetch is never used and leaves nothing behind.
 * @returns the entry's path
 */
export async function fillCache(entry, fill, cache = cacheDirectory()) {
  mkdirSync(cache, { recursive: true });
  const target = join(cache, entry);
  removeAbandoned(cache);
  const directory = mkdtempSync(join(cache, `.${entry}-`));
  const discard = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  // Ctrl-C ends the process without running a `finally`.
  process.once('exit', discard);
  try {
    await fill(directory);
    rmSync(target, { recursive: true, force: true });
    renameSync(directory, target);
  } finally {
    discard();
    process.off('exit', discard);
  }
  return target;
}

/** Removes what a killed fetch left; a running one is never a day old. */
function removeAbandoned(cache) {
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith('.'))) {
    const path = join(cache, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > ABANDONED_AFTER_MS) rmSync(path, { recursive: true, force: true });
  }
}
