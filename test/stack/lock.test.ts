import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { acquireLock } from '../../stack/processes/lock.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const HOLDER = join(import.meta.dirname, 'fixtures', 'lock-holder.mjs');

async function startHolder(path: string) {
  const child = spawn(process.execPath, [HOLDER, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('lock', () => {
  test('a second start is told which process is in the way', async () => {
    const path = join(temporaryDirectory(), 'data', 'start.lock');
    const holder = await startHolder(path);
    expect(() => acquireLock(path)).toThrow(
      `npm start is already running here (process ${holder.pid}): stop it first with Ctrl-C`,
    );
  });

  test('the lock of a killed start is taken over', async () => {
    const path = join(temporaryDirectory(), 'start.lock');
    const holder = await startHolder(path);
    const exited = once(holder, 'exit');
    holder.kill('SIGKILL');
    await exited;
    expect(acquireLock(path).tookOver).toBe(true);
  });

  test('so is one whose process id now belongs to another command', () => {
    const path = join(temporaryDirectory(), 'start.lock');
    writeFileSync(path, JSON.stringify({ pid: process.ppid, command: 'node stack/start.ts' }));
    expect(acquireLock(path).tookOver).toBe(true);
  });

  test('so is one whose writer was killed in the middle', () => {
    const path = join(temporaryDirectory(), 'start.lock');
    writeFileSync(path, '{"pid":');
    expect(acquireLock(path).tookOver).toBe(true);
  });

  test('released, it is gone', () => {
    const path = join(temporaryDirectory(), 'start.lock');
    const lock = acquireLock(path);
    expect(lock.tookOver).toBe(false);
    lock.release();
    expect(existsSync(path)).toBe(false);
  });
});
