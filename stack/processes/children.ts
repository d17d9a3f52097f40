import { join } from 'node:path';
import { BoundedLog } from './bounded-log.ts';
import { type ManagedProcess, startManagedProcess } from './managed-process.ts';
import type { Reaper } from './reaper.ts';
import { StackError } from '../stack-error.ts';

const READY_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 15_000;
const RESTARTS_WITHIN_WINDOW = 5;
const WINDOW_MS = 2 * 60_000;
const SHOWN_LOG_LINES = 10;

export interface ChildOptions {
  /** The process's name in messages and in the name of its log file. */
  name: string;
  /** Arguments of Node: the module to run and how. */
  args: string[];
  env: NodeJS.ProcessEnv;
  logDir: string;
  reaper: Reaper;
  /** Is called when the process has ended too often and is not started again. */
  onGivenUp: (error: StackError) => void;
  onNotice: (line: string) => void;
  /** The pause before the n-th restart, counted from 1. */
  backOffMs?: (restart: number) => number;
  /** The time it may take to stop before it is killed. */
  stopGraceMs?: number;
}

export interface Child {
  stop(): Promise<void>;
}

/**
 * Runs a process of the platform: waits until it says `ready`, starts it again with a growing pause when it ends by
 * itself, and gives up when it does so too often.
 * @throws StackError with the last lines of its log when it does not become ready the first time
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const log = new BoundedLog(join(options.logDir, `${options.name}.log`));
  const backOffMs = options.backOffMs ?? ((count) => 250 * 2 ** count);
  const stopGraceMs = options.stopGraceMs ?? STOP_GRACE_MS;
  const restarts: number[] = [];
  let stopping = false;
  let pending: NodeJS.Timeout | undefined;
  let running: ManagedProcess | undefined;

  async function run(): Promise<void> {
    const started = await startManagedProcess({
      command: process.execPath,
      args: options.args,
      env: options.env,
      log,
      reaper: options.reaper,
      stopSignal: 'SIGTERM',
      ipc: true,
    });
    running = started;
    // A stop may have come while the process was being started.
    if (stopping) return started.stop(stopGraceMs);
    await becomesReady(started, options.name, log);
    void started.exited.then(restart);
  }

  function restart(how: string): void {
    if (stopping) return;
    const now = Date.now();
    while (restarts[0] !== undefined && restarts[0] < now - WINDOW_MS) restarts.shift();
    if (restarts.length >= RESTARTS_WITHIN_WINDOW) {
      stopping = true;
      options.onGivenUp(
        new StackError(
          withLog(`${options.name} ended ${restarts.length + 1} times, the last time by ${how}`, log),
        ),
      );
      return;
    }
    restarts.push(now);
    options.onNotice(`${options.name} ended (${how}) and is started again; its log: ${log.path}`);
    pending = setTimeout(() => run().catch(() => restart('not becoming ready')), backOffMs(restarts.length));
  }

  try {
    await run();
  } catch (error) {
    stopping = true;
    throw error;
  }
  return {
    async stop() {
      stopping = true;
      clearTimeout(pending);
      await running?.stop(stopGraceMs);
      log.close();
    },
  };
}

/**
 * Waits until a process says `ready`, and stops one that does not.
 * @throws StackError with the last lines of its log
 */
export async function becomesReady(started: ManagedProcess, name: string, log: BoundedLog): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const ready = new Promise<undefined>((resolve) => {
    started.child.on('message', (message) => {
      if (message === 'ready') resolve(undefined);
    });
  });
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, READY_TIMEOUT_MS, `it was not ready within ${READY_TIMEOUT_MS / 1000} s`);
  });
  const problem = await Promise.race([ready, started.exited, late]);
  clearTimeout(timer);
  if (problem === undefined) return;
  await started.stop(STOP_GRACE_MS);
  throw new StackError(withLog(`${name} did not start: ${problem}`, log));
}

function withLog(line: string, log: BoundedLog): string {
  return [`${line}; its log: ${log.path}`, ...log.tail(SHOWN_LOG_LINES).map((said) => `  ${said}`)].join(
    '\n',
  );
}
