import { expect, onTestFinished, test } from 'vitest';
import { listenForInterruption } from '../../stack/processes/interruption.ts';

test('the first Ctrl-C asks, its echo through npm does not count, a later one forces', () => {
  let now = 0;
  let forced = 0;
  const before = process.listeners('SIGHUP');
  const signal = listenForInterruption(
    () => {
      forced += 1;
    },
    () => now,
  );
  onTestFinished(() => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      const added = process.listeners(name).at(-1);
      if (added) process.off(name, added);
    }
    expect(process.listeners('SIGHUP')).toEqual(before);
  });

  expect(signal.aborted).toBe(false);
  process.emit('SIGHUP');
  expect(signal.aborted).toBe(true);
  now = 20;
  process.emit('SIGHUP');
  expect(forced).toBe(0);
  now = 2_000;
  process.emit('SIGHUP');
  expect(forced).toBe(1);
});
