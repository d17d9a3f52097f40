import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataDirectory, isKeptEmpty, keepEmpty, LOCK_NAME, resetData } from '../../stack/data-directory.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('a reset removes what npm start put there and nothing else', () => {
  const directory = temporaryDirectory();
  for (const name of ['postgres', 'temporal', 'sandbox', 'logs', 'mine'])
    mkdirSync(join(directory, name, 'deep'), { recursive: true });
  for (const name of ['secrets.json', LOCK_NAME, 'thesis.doc']) writeFileSync(join(directory, name), '');
  resetData(directory);
  expect(readdirSync(directory).toSorted()).toEqual(['mine', LOCK_NAME, 'thesis.doc']);
});

test('a data directory that is kept empty stays so until it is reset', () => {
  const directory = temporaryDirectory();
  expect(isKeptEmpty(directory)).toBe(false);
  keepEmpty(directory);
  expect(isKeptEmpty(directory)).toBe(true);
  resetData(directory);
  expect(isKeptEmpty(directory)).toBe(false);
});

test('data lies in the checkout unless CET_DATA_DIR says otherwise', () => {
  expect(dataDirectory({})).toBe(join(import.meta.dirname, '..', '..', '.data'));
  expect(dataDirectory({ CET_DATA_DIR: '/srv/cet' })).toBe('/srv/cet');
});
