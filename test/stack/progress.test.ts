import { expect, onTestFinished, test, vi } from 'vitest';
import { withProgress } from '../../stack/progress.mjs';

function output(isTTY: boolean) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const written: string[] = [];
  return { written, isTTY, write: (text: string) => written.push(text) };
}

test('something quick is not mentioned', async () => {
  const out = output(false);
  await expect(withProgress('Building', async () => 'built', out)).resolves.toBe('built');
  expect(out.written).toEqual([]);
});

test('something slow is, with the seconds gone by, one line now and then without a terminal', async () => {
  const out = output(false);
  let finish = () => {};
  const done = withProgress(
    'Building',
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
    out,
  );
  await vi.advanceTimersByTimeAsync(20_000);
  finish();
  await done;
  expect(out.written).toEqual(['Building ... 2 s\n', 'Building ... 17 s\n', 'Building: done in 20 s\n']);
});

test('a failure leaves the line to whoever reports it', async () => {
  const out = output(true);
  let fail: (error: Error) => void = () => {};
  const done = withProgress(
    'Building',
    () =>
      new Promise<void>((_, reject) => {
        fail = reject;
      }),
    out,
  );
  await vi.advanceTimersByTimeAsync(3_000);
  fail(new Error('no Go'));
  await expect(done).rejects.toThrow('no Go');
  expect(out.written).toEqual(['\rBuilding ... 2 s', '\rBuilding ... 3 s', '\r\u001b[K']);
});
