import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryDirectory } from './temporary-directory.ts';

const SETUP = join(import.meta.dirname, '..', '..', 'stack', 'setup.mjs');

async function runSetup(args: string[], environment: Record<string, string> = {}, nodeArgs: string[] = []) {
  const cache = temporaryDirectory();
  const child = spawn(process.execPath, [...nodeArgs, SETUP, ...args], {
    // Nothing is installed here, and the network leads nowhere.
    env: {
      PATH: '/nonexistent',
      HOME: cache,
      XDG_CACHE_HOME: cache,
      HTTPS_PROXY: 'http://127.0.0.1:9',
      https_proxy: 'http://127.0.0.1:9',
      ...environment,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const left = join(cache, 'cet-registration');
  return { code, said, left: existsSync(left) ? readdirSync(left) : [] };
}

describe('setup', { timeout: 60_000 }, () => {
  test('names the Node version that is needed', async () => {
    const old = 'Object.defineProperty(process, "versions", { value: { node: "18.20.0" } })';
    expect(await runSetup(['start'], {}, ['--import', `data:text/javascript,${old}`])).toEqual({
      code: 1,
      said: 'Node 20.19 or later is needed, this is 18.20.0: install a current one and start again\n',
      left: [],
    });
  });

  test('says what to do without network and Go, and leaves nothing behind', async () => {
    const { code, said, left } = await runSetup(['start']);
    expect(said).toMatch(
      /^Temporal is missing and can neither be downloaded nor built: .*TEMPORAL_ADDRESS\n$/,
    );
    expect({ code, left }).toEqual({ code: 1, left: [] });
  });

  test('an unknown goal is refused', async () => {
    expect(await runSetup(['everything'])).toMatchObject({
      code: 1,
      said: 'usage: node stack/setup.mjs start|test\n',
    });
  });
});
