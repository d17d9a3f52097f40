import { once } from 'node:events';
import { join } from 'node:path';
import { EnvironmentError } from '../config/environment.ts';
import { dataDirectory, LOCK_NAME } from './data-directory.ts';
import { readFlags } from './flags.ts';
import { listenForInterruption } from './processes/interruption.ts';
import { acquireLock } from './processes/lock.ts';
import { Reaper } from './processes/reaper.ts';
import { StackError } from './stack-error.ts';
import { readStackPorts } from './stack-ports.ts';
import { StopList } from './processes/stop-list.ts';
import { usage } from './usage.ts';

async function start(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(usage());
    return;
  }
  const ports = readStackPorts(process.env);
  const dataDir = dataDirectory(process.env);
  const lock = acquireLock(join(dataDir, LOCK_NAME));
  const reaper = new Reaper();
  const stops = new StopList();
  const interrupted = listenForInterruption(() => {
    reaper.killAll();
    lock.release();
    process.exit(130);
  });
  const failed = new AbortController();
  const ending = AbortSignal.any([interrupted, failed.signal]);
  try {
    // The import loads all libraries, which takes seconds: a wrong flag is reported before.
    const { bringUp } = await import('./bring-up.ts');
    const words = await bringUp({
      flags,
      outside: process.env,
      ports,
      dataDir,
      afterKill: lock.tookOver,
      reaper,
      stops,
      signal: ending,
      onFailure: (error) => failed.abort(error),
    });
    console.log(words);
    if (!ending.aborted) await once(ending, 'abort');
  } catch (error) {
    if (!ending.aborted) throw error;
  } finally {
    if (!stops.isEmpty) console.log('Stopping ...');
    await stops.stopAll(console.error);
    reaper.close();
    lock.release();
  }
  failed.signal.throwIfAborted();
}

// A closed terminal must not turn the last output into a crash.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

start().then(
  () => process.exit(0),
  (error: unknown) => {
    const known = error instanceof StackError || error instanceof EnvironmentError;
    console.error(known ? error.message : error);
    process.exit(1);
  },
);
