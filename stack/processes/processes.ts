import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;

/** Tells whether a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Reads the command line of a process; empty when it is gone or cannot be read. */
export function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      timeout: 5_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/**
 * Ends a server that an earlier start left running. The command line must contain `marker` (the server's own data
 * directory): after a reboot the same id may belong to somebody else.
 * @returns whether there was one
 */
export async function endLeftover(pid: number, marker: string, signal: NodeJS.Signals): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1 || !commandLineOf(pid).includes(marker)) return false;
  process.kill(pid, signal);
  if (await isGone(pid, 20_000)) return true;
  process.kill(pid, 'SIGKILL');
  if (await isGone(pid, 5_000)) return true;
  throw new Error(`process ${pid} does not end`);
}

async function isGone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isAlive(pid) && commandLineOf(pid) !== '') {
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}
