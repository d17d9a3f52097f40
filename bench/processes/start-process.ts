import { join } from 'node:path';
import { BoundedLog } from '../../stack/processes/bounded-log.ts';
import { becomesReady } from '../../stack/processes/children.ts';
import { type ManagedProcess, startManagedProcess } from '../../stack/processes/managed-process.ts';
import { StackError } from '../../stack/stack-error.ts';
import { logDirectory, type Starting } from '../starting.ts';

const ROOT = join(import.meta.dirname, '../..');
const STOP_GRACE_MS = 15_000;
const NEVER = new Promise<never>(() => undefined);

/** A process that is there until the bench ends. */
export interface Running {
  name: string;
  pid: number;
  child: ManagedProcess['child'];
  /** Rejects when the process ends by itself: what is measured without it is nothing. */
  failed: Promise<never>;
}

/** Runs a module of this repository under Node and waits until it says `ready`. */
export async function startProcess(
  starting: Starting,
  name: string,
  module: string,
  env: NodeJS.ProcessEnv,
): Promise<Running> {
  const log = new BoundedLog(join(logDirectory(starting), `${name}.log`));
  const started = await startManagedProcess({
    command: process.execPath,
    args: [...profiling(starting, name), join(ROOT, module)],
    env,
    log,
    reaper: starting.reaper,
    stopSignal: 'SIGTERM',
    ipc: true,
  });
  let isStopping = false;
  starting.stops.add(name, () => {
    isStopping = true;
    return started.stop(STOP_GRACE_MS);
  });
  await becomesReady(started, name, log);
  const failed = started.exited.then((how): Promise<never> => {
    const said = log.tail(5).join('\n');
    return isStopping
      ? NEVER
      : Promise.reject(new StackError(`${name} ended in the middle of a measure (${how}):\n${said}`));
  });
  // Nobody may be waiting for it.
  failed.catch(() => undefined);
  return { name, pid: started.pid, child: started.child, failed };
}

function profiling({ profiles }: Starting, name: string): string[] {
  return profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profiles, name)}`];
}
