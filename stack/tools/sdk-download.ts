import { readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';

/** The time without a new byte after which a download has failed: a network that drops packets reports no error. */
const STALLED_MS = 20_000;
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;
const CHECK_TIMEOUT_MS = 60_000;
const TRY_SERVER = fileURLToPath(new URL('./try-server.mjs', import.meta.url));

export type ServerKind = 'dev-server' | 'time-skipping';

/** Lets the SDK download a Temporal server and start it once, then gives the program its name. */
export async function downloadServer(
  kind: ServerKind,
  version: string,
  directory: string,
  name: string,
): Promise<void> {
  const stalled = new AbortController();
  let bytes = 0;
  let changedAt = performance.now();
  const watch = setInterval(() => {
    const now = sizeOf(directory);
    if (now !== bytes) {
      bytes = now;
      changedAt = performance.now();
    } else if (performance.now() - changedAt > STALLED_MS) stalled.abort();
  }, 500);
  try {
    const executable = { type: 'cached-download', version, downloadDir: directory };
    await runCommand(process.execPath, [TRY_SERVER, kind, JSON.stringify(executable)], {
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
      signal: stalled.signal,
    });
  } finally {
    clearInterval(watch);
  }
  const [file] = readdirSync(directory);
  if (file === undefined) throw new Error('the download left no file');
  renameSync(join(directory, file), join(directory, name));
}

/** Starts a server program once. @throws CommandError when it does not come up */
export async function checkServer(kind: ServerKind, path: string): Promise<void> {
  await runCommand(process.execPath, [TRY_SERVER, kind, JSON.stringify({ type: 'existing-path', path })], {
    timeoutMs: CHECK_TIMEOUT_MS,
  });
}

function sizeOf(directory: string): number {
  return readdirSync(directory).reduce(
    (sum, file) => sum + (statSync(join(directory, file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
