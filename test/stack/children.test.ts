import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type ChildOptions, startChild } from '../../stack/processes/children.ts';
import { isAlive } from '../../stack/processes/processes.ts';
import { Reaper } from '../../stack/processes/reaper.ts';
import type { StackError } from '../../stack/stack-error.ts';
import { temporaryDirectory } from './temporary-directory.ts';

let reaper: Reaper;
beforeAll(() => {
  reaper = new Reaper();
});
afterAll(() => reaper.close());

function options(fixture: string, more: Partial<ChildOptions> & { arguments?: string[] } = {}): ChildOptions {
  const { arguments: rest = [], ...changed } = more;
  return {
    name: 'fixture',
    args: [join(import.meta.dirname, 'fixtures', fixture), ...rest],
    env: process.env,
    logDir: temporaryDirectory(),
    reaper,
    onGivenUp: () => {},
    onNotice: () => {},
    backOffMs: () => 0,
    ...changed,
  };
}

describe('children', () => {
  test('one that does not become ready stops the start with the last lines of its log', async () => {
    await expect(startChild(options('failing-child.mjs'))).rejects.toThrow(
      /^fixture did not start: exit code 3; its log: .*fixture\.log\n {2}SETTING: is missing$/,
    );
  });

  test('one that crashes is started again', async () => {
    const marker = join(temporaryDirectory(), 'marker');
    const notices: { line: string; crashed: string }[] = [];
    const child = await startChild(
      options('crashing-once-child.mjs', {
        arguments: [marker],
        onNotice: (line) => notices.push({ line, crashed: readFileSync(marker, 'utf8') }),
      }),
    );
    onTestFinished(() => child.stop());
    await vi.waitFor(() => expect(notices).toHaveLength(1), { timeout: 10_000 });
    expect(notices[0]?.line).toMatch(/^fixture ended \(exit code 1\) and is started again; its log: /);
    await vi.waitFor(() => expect(readFileSync(marker, 'utf8')).not.toBe(notices[0]?.crashed), {
      timeout: 10_000,
    });
  });

  test('one that keeps crashing is given up with the last lines of its log', async () => {
    const pauses: number[] = [];
    const givenUp = await new Promise<StackError>((resolve, reject) => {
      startChild(
        options('crashing-child.mjs', {
          onGivenUp: resolve,
          backOffMs: (restart) => {
            pauses.push(restart);
            return 0;
          },
        }),
      ).catch(reject);
    });
    expect(pauses).toEqual([1, 2, 3, 4, 5]);
    expect(givenUp.message).toMatch(/^fixture ended 6 times, the last time by exit code 7; its log: /);
    expect(givenUp.message).toContain('about to crash');
  });

  test('a stopped one stays stopped', async () => {
    const notices: string[] = [];
    const child = await startChild(options('steady-child.mjs', { onNotice: (line) => notices.push(line) }));
    await child.stop();
    await child.stop();
    expect(notices).toEqual([]);
  });

  test('one that ignores the wish to stop is ended by force', async () => {
    const child = await startChild(options('stubborn-child.mjs', { stopGraceMs: 10 }));
    const guard = vi.spyOn(reaper, 'release');
    await child.stop();
    const [pid] = guard.mock.calls[0] ?? [];
    expect(isAlive(Number(pid))).toBe(false);
  });
});
