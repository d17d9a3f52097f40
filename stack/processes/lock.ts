import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandLineOf } from './processes.ts';
import { StackError } from '../stack-error.ts';

export interface Lock {
  /** True when an earlier holder was killed before it could release the lock. */
  tookOver: boolean;
  release(): void;
}

/**
 * Keeps a second start away from the same data.
 * @throws StackError while another process holds it
 */
export function acquireLock(path: string): Lock {
  mkdirSync(dirname(path), { recursive: true });
  const release = () => rmSync(path, { force: true });
  if (create(path)) return { tookOver: false, release };

  const holder = readHolder(path);
  // The command is compared too: after a reboot the id may belong to somebody else.
  if (holder && commandLineOf(holder.pid) === holder.command) {
    throw new StackError(
      `npm start is already running here (process ${holder.pid}): stop it first with Ctrl-C`,
    );
  }
  release();
  if (create(path)) return { tookOver: true, release };
  throw new StackError('Another npm start has begun here this very moment: stop one of them');
}

function create(path: string): boolean {
  const holder = JSON.stringify({ pid: process.pid, command: commandLineOf(process.pid) });
  try {
    writeFileSync(path, holder, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): { pid: number; command: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid: number; command: string };
  } catch {
    // The file is gone meanwhile, or its writer was killed in the middle.
    return undefined;
  }
}
