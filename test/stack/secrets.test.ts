import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publicKeyOf } from '../../gateways/alipay/alipay-keys.ts';
import { loadSecrets } from '../../stack/secrets.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('secrets are made once, kept over starts, and nobody else may read them', async () => {
  const directory = temporaryDirectory();
  const first = await loadSecrets(directory);
  expect(await loadSecrets(directory)).toEqual(first);
  expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);

  const keys = [first.dataKey, first.indexKey, first.payloadKey, first.captchaKey];
  expect(new Set(keys).size).toBe(keys.length);
  expect(publicKeyOf(first.alipay.appPrivateKey)).toBe(first.alipay.appPublicKey);
  expect(publicKeyOf(first.alipay.alipayPrivateKey)).toBe(first.alipay.alipayPublicKey);
});

test.each(['', '{', '{"dataKey":"short"}'])('damaged secrets %j are never replaced', async (content) => {
  const directory = temporaryDirectory();
  const path = join(directory, 'secrets.json');
  writeFileSync(path, content);
  await expect(loadSecrets(directory)).rejects.toThrow(`${path} is damaged`);
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test('data of a release that sealed nothing gets a key for it, and keeps the others', async () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'secrets.json');
  const { auditKey, ...earlier } = await loadSecrets(directory);
  writeFileSync(path, JSON.stringify(earlier));
  const completed = await loadSecrets(directory);
  expect(completed).toMatchObject(earlier);
  expect(completed.auditKey).not.toBe(auditKey);
  expect(await loadSecrets(directory)).toEqual(completed);
});
