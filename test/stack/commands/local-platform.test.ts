import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPlatform } from '../../../stack/commands/local-platform.ts';
import { loadSecrets } from '../../../stack/secrets.ts';

const folder = await mkdtemp(join(tmpdir(), 'local-platform-'));
afterAll(() => rm(folder, { recursive: true }));
const KEYS = { DATA_KEY: 'ab'.repeat(32), INDEX_KEY: 'cd'.repeat(32) };

async function dataDirectory(name: string, running: boolean): Promise<string> {
  const directory = join(folder, name);
  await mkdir(join(directory, 'postgres', 'cluster'), { recursive: true });
  await writeFile(join(directory, 'postgres', 'application-password'), 'wrong-horse\n');
  if (running) {
    const lines = ['4711', '/somewhere', '1790000000', '54399', '/tmp', '127.0.0.1'];
    await writeFile(join(directory, 'postgres', 'cluster', 'postmaster.pid'), lines.join('\n'));
  }
  return directory;
}

describe('the platform a command-line tool works on', () => {
  it('is the one running in this checkout, on whatever port, with its keys', async () => {
    const directory = await dataDirectory('running', true);
    const { dataKey, indexKey } = await loadSecrets(directory);
    expect(await findPlatform({ CET_DATA_DIR: directory })).toEqual({
      databaseUrl: 'postgres://cet_app:wrong-horse@127.0.0.1:54399/cet',
      dataKey,
      dataKeysBefore: [],
      dataKeyV1: undefined,
      indexKey,
    });
  });

  it('is another where the environment says so, one setting at a time', async () => {
    const directory = await dataDirectory('partly', true);
    await loadSecrets(directory);
    const access = await findPlatform({ CET_DATA_DIR: directory, ...KEYS, DATABASE_URL: 'postgres://x/y' });
    expect(access).toEqual({
      databaseUrl: 'postgres://x/y',
      dataKey: KEYS.DATA_KEY,
      dataKeysBefore: [],
      dataKeyV1: undefined,
      indexKey: KEYS.INDEX_KEY,
    });
    expect(await findPlatform({ CET_DATA_DIR: directory, DATA_KEY: KEYS.DATA_KEY })).toMatchObject({
      dataKey: KEYS.DATA_KEY,
    });
  });

  it('must run, and its keys are never made up', async () => {
    const directory = await dataDirectory('stopped', false);
    await expect(findPlatform({ CET_DATA_DIR: directory })).rejects.toThrow('npm start');
    await expect(findPlatform({ CET_DATA_DIR: directory, DATABASE_URL: 'postgres://x/y' })).rejects.toThrow(
      'DATA_KEY and INDEX_KEY',
    );
  });
});
