import { type ChildProcess, spawn } from 'node:child_process';
import type { BoundedLog } from './bounded-log.ts';
import type { Reaper } from './reaper.ts';

const LAST_WORDS_MS = 1_000;

export interface ManagedProcessOptions {
  command: string;
  args: string[];
  log: BoundedLog;
  reaper: Reaper;
  /** The signal that asks the process to end cleanly. */
  stopSignal: NodeJS.Signals;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** True for a channel for messages; the process sees `disconnect` when this one is gone. */
  ipc?: boolean;
}

export interface ManagedProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Resolves when the process has ended, to the manner of its end: `exit code 1`, `signal SIGKILL`. Never rejects. */
  readonly exited: Promise<string>;
  /** Returns the value of `exited`; undefined as long as the process runs. */
  ended(): string | undefined;
  /** Ends the process: cleanly within the grace period, by force after it. */
  stop(graceMs: number): Promise<void>;
}

/** Starts a process whose output goes to a log and which does not outlive this one. */
export async function startManagedProcess(options: ManagedProcessOptions): Promise<ManagedProcess> {
  const child = spawn(options.command, options.args, {
    // Its own process group: Ctrl-C reaches only this process, which then stops all in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', ...(options.ipc ? (['ipc'] as const) : [])],
    ...(options.env && { env: options.env }),
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid as number;
  options.reaper.guard(pid, options.stopSignal);
  child.on('error', (error) => options.log.write(`${error.message}\n`));
  child.stdout?.on('data', (chunk: Buffer) => options.log.write(chunk));
  child.stderr?.on('data', (chunk: Buffer) => options.log.write(chunk));

  let how: string | undefined;
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      options.reaper.release(pid);
      const settle = () => {
        how ??= signal === null ? `exit code ${code}` : `signal ${signal}`;
        resolve(how);
      };
      // The last output comes after the exit; `close` never comes while another process holds the output open.
      child.once('close', settle);
      setTimeout(settle, LAST_WORDS_MS).unref();
    });
  });
  return {
    child,
    pid,
    exited,
    ended: () => how,
    async stop(graceMs) {
      if (how !== undefined) return;
      child.kill(options.stopSignal);
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(force);
    },
  };
}
