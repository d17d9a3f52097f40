import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BoundedLog } from '../../stack/processes/bounded-log.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('a full log makes room for a new one and never grows past its bound', () => {
  const path = join(temporaryDirectory(), 'logs', 'part.log');
  const log = new BoundedLog(path, 10);
  log.write('one\n');
  log.write('two\n');
  expect(existsSync(`${path}.1`)).toBe(false);
  log.write('three\n');
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('one\ntwo\n');
  expect(readFileSync(path, 'utf8')).toBe('three\n');
  expect(log.tail(2)).toEqual(['two', 'three']);
  log.close();
  log.write('too late\n');
  expect(readFileSync(path, 'utf8')).toBe('three\n');
});

test('a log goes on where the last start left it', () => {
  const path = join(temporaryDirectory(), 'part.log');
  const first = new BoundedLog(path, 10);
  first.write('12345678\n');
  first.close();
  const second = new BoundedLog(path, 10);
  second.write('again\n');
  second.close();
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('12345678\n');
});
