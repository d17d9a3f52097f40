import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findOnPath } from '../../stack/tools/find-executable.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const SETUP = join(import.meta.dirname, '..', '..', 'stack', 'setup.mjs');

async function runSetup(
  args: string[],
  environment: Record<string, string> = {},
  nodeArgs: string[] = [],
  setup = SETUP,
) {
  const cache = temporaryDirectory();
  const child = spawn(process.execPath, [...nodeArgs, setup, ...args], {
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
  /** Lets a process believe that it is another Node, on another platform. */
  const pretending = (node: string, platform: string = process.platform) => [
    '--import',
    `data:text/javascript,${encodeURIComponent(
      `for (const [key, value] of [['versions', { node: '${node}' }], ['platform', '${platform}']])
         Object.defineProperty(process, key, { value })`,
    )}`,
  ];

  test('names the Node version that is needed', async () => {
    expect(await runSetup(['start'], {}, pretending('18.20.0'))).toEqual({
      code: 1,
      said: 'Node 20.19 or later is needed, this is 18.20.0: install a current one and start again\n',
      left: [],
    });
  });

  test('an older Node where there is no package of a newer one says what to install', async () => {
    expect(await runSetup(['start'], {}, pretending('20.19.0', 'sunos'))).toEqual({
      code: 1,
      said: `Node 24 is needed, this is 20.19.0, and there is no package of it for sunos ${process.arch}: install it and start again\n`,
      left: [],
    });
  });

  test('an older Node that cannot fetch a newer one says so, and leaves nothing behind', async () => {
    const npm = process.env.npm_execpath ?? realpathSync(findOnPath('npm') ?? '');
    const refusing = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };
    const environment = { npm_execpath: npm, ...refusing };
    expect(await runSetup(['start'], environment, pretending('20.19.0'))).toEqual({
      code: 1,
      said: expect.stringContaining('npm cannot reach its registry: check the network or the proxy'),
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

  test('installs nothing through a link to the packages of another checkout', async () => {
    const [checkout, another] = [temporaryDirectory(), temporaryDirectory()];
    cpSync(join(SETUP, '..'), join(checkout, 'stack'), { recursive: true });
    writeFileSync(
      join(checkout, 'package-lock.json'),
      '{ "packages": { "node_modules/one": { "version": "1.0.0" } } }',
    );
    writeFileSync(join(another, 'theirs'), '');
    symlinkSync(another, join(checkout, 'node_modules'));
    const { code, said } = await runSetup(['test'], {}, [], join(checkout, 'stack', 'setup.mjs'));
    expect(said).toContain('node_modules is a symbolic link');
    expect({ code, theirs: readdirSync(another) }).toEqual({ code: 1, theirs: ['theirs'] });
  });

  test('an unknown goal is refused', async () => {
    expect(await runSetup(['everything'])).toMatchObject({
      code: 1,
      said: 'usage: node stack/setup.mjs start|test\n',
    });
  });
});
