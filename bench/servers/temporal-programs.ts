import { join } from 'node:path';
import { withProgress } from '../../stack/progress.mjs';
import { StackError } from '../../stack/stack-error.ts';
import { cacheDirectory, fillCache } from '../../stack/tools/cache.mjs';
import { diskFull, isDiskFull } from '../../stack/tools/disk-full.ts';
import { findOnPath, isExecutable } from '../../stack/tools/find-executable.ts';
import { runCommand } from '../../stack/tools/run-command.ts';

/** The newest release that `go install` can build. */
const VERSION = 'v1.32.1';
const MODULE = 'go.temporal.io/server';
const BUILD_TIMEOUT_MS = 30 * 60_000;

export interface TemporalPrograms {
  server: string;
  /** The tool that lays out the schema. */
  sql: string;
}

/**
 * Finds the production server of Temporal and its schema tool in the cache, for which Go builds them once. The
 * development server of the command line keeps its data in SQLite, which is not what is measured.
 */
export async function temporalPrograms(signal: AbortSignal): Promise<TemporalPrograms> {
  return {
    server: await built('server', 'cmd/server', signal),
    sql: await built('sql', 'cmd/tools/sql', signal),
  };
}

async function built(name: string, path: string, signal: AbortSignal): Promise<string> {
  const entry = `temporal-${name}-${VERSION}`;
  const program = join(cacheDirectory(), entry, name);
  if (isExecutable(program)) return program;
  if (!findOnPath('go')) {
    throw new StackError('The bench builds the Temporal server with Go: put Go 1.26 or later on PATH');
  }
  try {
    await withProgress(`Building Temporal's ${name} ${VERSION} with Go (once, a few minutes)`, () =>
      fillCache(entry, (directory) => install(path, directory, signal)),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (isDiskFull(error)) throw diskFull();
    throw new StackError(
      `Temporal's ${name} cannot be built (${error instanceof Error ? error.message : error}): check the network`,
      { cause: error },
    );
  }
  return program;
}

async function install(path: string, directory: string, signal: AbortSignal): Promise<void> {
  // A directory for each: Go names a program after the last part of its path.
  await runCommand('go', ['install', '-trimpath', `${MODULE}/${path}@${VERSION}`], {
    env: { ...process.env, GOBIN: directory },
    timeoutMs: BUILD_TIMEOUT_MS,
    signal,
  });
}
