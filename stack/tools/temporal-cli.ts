import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { StackError } from '../stack-error.ts';
import { cacheDirectory, fillCache } from './cache.mjs';
import { findOnPath, isExecutable } from './find-executable.ts';
import { diskFull, isDiskFull } from './disk-full.ts';
import { runCommand } from './run-command.ts';
import { checkServer, downloadServer } from './sdk-download.ts';

/** The newest release that `go install` can build. */
const VERSION = 'v1.5.1';
const ENTRY = `temporal-${VERSION}`;
/** The first server version on which update-with-start needs no setting. */
const OLDEST_SERVER = [1, 28] as const;
const BUILD_TIMEOUT_MS = 30 * 60_000;

/** Finds the Temporal CLI: on PATH, else the one fetched before. */
export function findTemporal(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const onPath = findOnPath('temporal', environment.PATH);
  if (onPath && isRecent(onPath)) return onPath;
  const cached = join(cacheDirectory(environment), ENTRY, 'temporal');
  return isExecutable(cached) ? cached : undefined;
}

/** Puts the Temporal CLI into the cache: downloaded by the SDK, else built with Go. */
export async function fetchTemporal(): Promise<void> {
  try {
    await withProgress(`Downloading Temporal ${VERSION}`, () =>
      fillCache(ENTRY, (directory) => downloadServer('dev-server', VERSION, directory, 'temporal')),
    );
    return;
  } catch (error) {
    if (isDiskFull(error)) throw diskFull();
    console.log('Temporal cannot be downloaded here.');
  }
  if (!findOnPath('go')) {
    throw new StackError(
      'Temporal is missing and can neither be downloaded nor built: allow access to temporal.download, or install Go 1.24 or later, or put `temporal` on PATH, or set TEMPORAL_ADDRESS',
    );
  }
  try {
    await withProgress(`Building Temporal ${VERSION} with Go (once, a few minutes)`, () =>
      fillCache(ENTRY, buildTemporal),
    );
  } catch (error) {
    if (isDiskFull(error)) throw diskFull();
    throw new StackError(
      `Temporal can neither be downloaded nor built (${error instanceof Error ? error.message : error}): check the network, or put \`temporal\` on PATH, or set TEMPORAL_ADDRESS`,
      { cause: error },
    );
  }
}

async function buildTemporal(directory: string): Promise<void> {
  await runCommand('go', ['install', '-trimpath', `github.com/temporalio/cli/cmd/temporal@${VERSION}`], {
    env: { ...process.env, GOBIN: directory },
    timeoutMs: BUILD_TIMEOUT_MS,
  });
  await checkServer('dev-server', join(directory, 'temporal'));
}

function isRecent(binary: string): boolean {
  try {
    const version = execFileSync(binary, ['--version'], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, major = '0', minor = '0'] = /Server (\d+)\.(\d+)/.exec(version) ?? [];
    const [oldestMajor, oldestMinor] = OLDEST_SERVER;
    return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
  } catch {
    return false;
  }
}
