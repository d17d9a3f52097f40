import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findOnPath } from '../../stack/tools/find-executable.ts';
import { findTemporal } from '../../stack/tools/temporal-cli.ts';
import { temporaryDirectory } from './temporary-directory.ts';

function program(directory: string, name: string, says: string): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, 0o755);
  return path;
}

test('the first executable on PATH is found, not a folder and not a plain file', () => {
  const root = temporaryDirectory();
  mkdirSync(join(root, 'a', 'tool'), { recursive: true });
  mkdirSync(join(root, 'b'));
  writeFileSync(join(root, 'b', 'tool'), 'text');
  const path = program(join(root, 'c'), 'tool', '');
  const directories = ['a', 'b', 'c'].map((name) => join(root, name));
  expect(findOnPath('tool', ['', ...directories].join(delimiter))).toBe(path);
  expect(findOnPath('tool', directories.slice(0, 2).join(delimiter))).toBeUndefined();
});

test('Temporal is taken from PATH when it is recent enough, else from the cache', () => {
  const root = temporaryDirectory();
  const cached = program(join(root, 'cache', 'cet-registration', 'temporal-v1.5.1'), 'temporal', '');
  const recent = program(
    join(root, 'recent'),
    'temporal',
    'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)',
  );
  program(join(root, 'old'), 'temporal', 'temporal version 1.1.0 (Server 1.25.0, UI 2.31.2)');
  const find = (path: string) =>
    findTemporal({ PATH: join(root, path), XDG_CACHE_HOME: join(root, 'cache') });
  expect(find('recent')).toBe(recent);
  expect(find('old')).toBe(cached);
  expect(find('none')).toBe(cached);
  expect(findTemporal({ PATH: join(root, 'old'), XDG_CACHE_HOME: join(root, 'none') })).toBeUndefined();
});
