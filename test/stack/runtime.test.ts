import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  fetchRuntime,
  findRuntime,
  isCurrent,
  packageForPlatform,
  preferRuntime,
  withRuntimeFirst,
} from '../../stack/runtime.mjs';
import { temporaryDirectory } from './temporary-directory.ts';

/** Makes the place where the package has its program below an npm prefix. */
function placeOfProgram(prefix: string): string {
  const found = packageForPlatform();
  if (!found) throw new Error('there is no package of Node for this platform');
  const place = join(prefix, 'node_modules', found.name, 'bin');
  mkdirSync(place, { recursive: true });
  return join(place, 'node');
}

/** Installs this Node where the registry's would be. */
async function install(prefix: string): Promise<void> {
  symlinkSync(process.execPath, placeOfProgram(prefix));
}

describe('fetching Node', () => {
  test('it is found once it is there, and it runs', async () => {
    const environment = { XDG_CACHE_HOME: temporaryDirectory() };
    expect(findRuntime(environment)).toBeUndefined();
    await fetchRuntime(install, environment);
    const runtime = findRuntime(environment);
    expect(execFileSync(runtime ?? '', ['--version'], { encoding: 'utf8' }).trim()).toBe(process.version);
  });

  test.each([
    [
      'an installation that fails',
      async (prefix: string) => {
        await install(prefix);
        throw new Error('connection lost');
      },
      'connection lost',
    ],
    [
      'a program that does not run here',
      async (prefix: string) => writeFileSync(placeOfProgram(prefix), '#!/bin/sh\nexit 1\n', { mode: 0o755 }),
      'Command failed',
    ],
    ['a package without a program', async () => undefined, 'ENOENT'],
  ])('%s leaves nothing behind', async (_, failing, message) => {
    const environment = { XDG_CACHE_HOME: temporaryDirectory() };
    await expect(fetchRuntime(failing, environment)).rejects.toThrow(message);
    expect(findRuntime(environment)).toBeUndefined();
    expect(readdirSync(join(environment.XDG_CACHE_HOME, 'cet-registration'))).toEqual([]);
  });
});

describe('the fetched Node', () => {
  const linkIn = (root: string) => join(root, 'node_modules', '.bin', 'node');

  test('is the one npm scripts find first, also when there is a link already', () => {
    const root = temporaryDirectory();
    for (const executable of ['/older/node', process.execPath, process.execPath]) {
      preferRuntime(executable, root);
      expect(readlinkSync(linkIn(root))).toBe(executable);
    }
    expect(readdirSync(dirname(linkIn(root)))).toEqual(['node']);
    expect(execFileSync(linkIn(root), ['--version'], { encoding: 'utf8' }).trim()).toBe(process.version);
  });

  test('is what child processes find first', () => {
    const environment = withRuntimeFirst(process.execPath, { PATH: '/usr/bin', LANG: 'C' });
    expect(environment).toEqual({ PATH: `${dirname(process.execPath)}${delimiter}/usr/bin`, LANG: 'C' });
    const version = execFileSync('node', ['--version'], { encoding: 'utf8', env: environment });
    expect(version.trim()).toBe(process.version);
  });

  test.each([
    ['20.19.0', false],
    ['23.11.1', false],
    ['24.0.0', true],
    ['25.1.0', false],
    ['26.0.0', true],
  ])('is fetched only where Node is another than one with long-term support: %s', (version, current) => {
    expect(isCurrent(version)).toBe(current);
  });
});
