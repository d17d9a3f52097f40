import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';

/** Builds the site as it is now into a directory that goes with the test file. */
export async function buildWeb(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'cet-registration-web-'));
  afterAll(() => rm(outDir, { recursive: true, force: true }));
  const configFile = join(import.meta.dirname, '../../web/vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir } });
  return outDir;
}
