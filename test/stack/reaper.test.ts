import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isAlive } from '../../stack/processes/processes.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('what a killed process had started ends with it', async () => {
  const directory = join(temporaryDirectory(), 'data');
  mkdirSync(directory);
  const fixture = join(import.meta.dirname, 'fixtures', 'reaped-parent.mjs');
  const parent = spawn(process.execPath, [fixture, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const child = Number(said.toString());
  expect(isAlive(child)).toBe(true);

  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(child)).toBe(false), { timeout: 10_000 });
  await vi.waitFor(() => expect(existsSync(directory)).toBe(false), { timeout: 10_000 });
});
