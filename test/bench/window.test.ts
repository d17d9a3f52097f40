import { expect, test } from 'vitest';
import { watchWindow } from '../../bench/processes/window.ts';
import type { Job } from '../../bench/processes/jobs.ts';

/** A load that ends when it is told to, or when its test says so. */
function loadOf(): Job<string> & { end(): void } {
  let resolve: (how: string) => void = () => undefined;
  const done = new Promise<string>((settle) => {
    resolve = settle;
  });
  return { done, enough: () => resolve('told'), end: () => resolve('over') };
}

const signal = new AbortController().signal;

test('a load that is over ends its window, and what it finished by then counts', async () => {
  const load = loadOf();
  load.end();
  const counts = [0, 1, 3];
  const { window, output } = await watchWindow(load, {
    count: async () => counts.shift() ?? 3,
    pids: [],
    enough: 5,
    ms: 60_000,
    signal,
  });
  expect(output).toBe('over');
  expect(window.perSecond).toBeGreaterThan(0);
});

test('an interruption tells the load to end, and is the outcome', async () => {
  const load = loadOf();
  const interrupted = AbortSignal.abort();
  const watched = { count: async () => 0, pids: [], enough: 5, ms: 60_000, signal: interrupted };
  await expect(watchWindow(load, watched)).rejects.toThrow('aborted');
  expect(await load.done).toBe('told');
});
