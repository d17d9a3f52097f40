import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheDirectory, fillCache } from '../../stack/tools/cache.mjs';
import { temporaryDirectory } from './temporary-directory.ts';

test('an entry appears when it is complete', async () => {
  const cache = temporaryDirectory();
  const entry = await fillCache(
    'tool-1',
    async (directory) => {
      writeFileSync(join(directory, 'tool'), 'complete');
      expect(existsSync(join(cache, 'tool-1'))).toBe(false);
    },
    cache,
  );
  expect(readFileSync(join(entry, 'tool'), 'utf8')).toBe('complete');
  expect(readdirSync(cache)).toEqual(['tool-1']);
});

test('a failed fetch leaves nothing, and keeps the entry there was', async () => {
  const cache = temporaryDirectory();
  await fillCache('tool-1', async (directory) => writeFileSync(join(directory, 'tool'), 'old'), cache);
  const failing = fillCache(
    'tool-1',
    async (directory) => {
      writeFileSync(join(directory, 'tool'), 'half');
      throw new Error('connection lost');
    },
    cache,
  );
  await expect(failing).rejects.toThrow('connection lost');
  expect(readdirSync(cache)).toEqual(['tool-1']);
  expect(readFileSync(join(cache, 'tool-1', 'tool'), 'utf8')).toBe('old');
});

test('what a killed fetch left is removed the day after', async () => {
  const cache = temporaryDirectory();
  for (const name of ['.tool-1-old', '.tool-1-new']) mkdirSync(join(cache, name));
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  utimesSync(join(cache, '.tool-1-old'), twoDaysAgo, twoDaysAgo);
  await fillCache('tool-1', async () => {}, cache);
  expect(readdirSync(cache).toSorted()).toEqual(['.tool-1-new', 'tool-1']);
});

test('the cache follows XDG_CACHE_HOME', () => {
  expect(cacheDirectory({ XDG_CACHE_HOME: '/somewhere' })).toBe('/somewhere/cet-registration');
});
