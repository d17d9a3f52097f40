import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AlipayKeys } from '../../gateways/alipay/alipay-keys.ts';
import { readSandboxEnvironment } from '../../gateways/sandbox/sandbox-environment.ts';
import { MERCHANT, sharedKeys } from './gateway-kit.ts';

const ENTRY = fileURLToPath(new URL('../../gateways/sandbox/main.ts', import.meta.url));

let keys: AlipayKeys;
beforeAll(async () => {
  keys = await sharedKeys();
});

function settings(): Record<string, string> {
  return {
    PAYEASE_MERCHANT_ID: '2026',
    PAYEASE_KEY: 'p4y-3as3-sh4r3d-k3y',
    PAYEASE_REFUND_OPERATOR: 'operator',
    SANDBOX_PAYEASE_NOTIFY_URL: 'http://127.0.0.1:9/notify',
    ALIPAY_APP_ID: MERCHANT.appId,
    ALIPAY_SELLER_ID: MERCHANT.sellerId,
    ALIPAY_APP_PRIVATE_KEY: keys.appPrivateKey,
    ALIPAY_PUBLIC_KEY: keys.alipayPublicKey,
    SANDBOX_ALIPAY_PRIVATE_KEY: keys.alipayPrivateKey,
  };
}

function start(environment: Record<string, string>): ChildProcess {
  return fork(ENTRY, [], {
    env: {
      PATH: process.env['PATH'] ?? '',
      SANDBOX_ALIPAY_PORT: '0',
      SANDBOX_MAILBOX_PORT: '0',
      SANDBOX_SMTP_PORT: '0',
      ...environment,
    },
    execArgv: [],
    silent: true,
  });
}

describe('the environment of the sandbox', () => {
  it('has ports and scale of its own when only the keys are given', () => {
    expect(readSandboxEnvironment(settings())).toMatchObject({
      ok: true,
      environment: {
        SANDBOX_ALIPAY_PORT: 3010,
        SANDBOX_MAILBOX_PORT: 3020,
        SANDBOX_SMTP_PORT: 3025,
        SANDBOX_TIME_SCALE: 1,
      },
    });
  });

  it.each([
    [{ ALIPAY_APP_ID: '' }, 'ALIPAY_APP_ID: is missing'],
    [{ SANDBOX_ALIPAY_PORT: '70000' }, 'SANDBOX_ALIPAY_PORT: '],
    [{ SANDBOX_TIME_SCALE: 'fast' }, 'SANDBOX_TIME_SCALE: '],
    [
      { SANDBOX_ALIPAY_PRIVATE_KEY: 'c2VjcmV0' },
      'SANDBOX_ALIPAY_PRIVATE_KEY: must be a base64 PKCS#8 private key',
    ],
    [{ ALIPAY_PUBLIC_KEY: 'c2VjcmV0' }, 'ALIPAY_PUBLIC_KEY: must be a base64 public key'],
  ])('with %j is refused in one line', (change, line) => {
    const read = readSandboxEnvironment({ ...settings(), ...change });
    const problems = read.ok ? [] : read.problems;
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(line);
    expect(problems[0]).not.toContain('c2VjcmV0');
  });

  it('must hold two halves of one key', () => {
    expect(readSandboxEnvironment({ ...settings(), ALIPAY_PUBLIC_KEY: keys.appPublicKey })).toEqual({
      ok: false,
      problems: ['ALIPAY_PUBLIC_KEY: is not the public half of SANDBOX_ALIPAY_PRIVATE_KEY'],
    });
  });
});

describe('the process', () => {
  it.each(['SIGTERM', 'disconnect'])('says when it is ready, serves, and stops on %s', async (how) => {
    const child = start(settings());
    const ended = once(child, 'exit');
    const [[message], line] = await Promise.all([once(child, 'message'), firstLine(child)]);
    expect(message).toBe('ready');
    const urls = line.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    expect(urls).toHaveLength(2);
    for (const url of urls) expect((await fetch(url)).status).toBe(200);
    if (how === 'SIGTERM') child.kill('SIGTERM');
    else child.disconnect();
    expect(await ended).toEqual([0, null]);
  });

  it('names what is wrong with its settings and ends', async () => {
    const child = start({ ...settings(), ALIPAY_SELLER_ID: '' });
    const ended = once(child, 'exit');
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    expect(await ended).toEqual([1, null]);
    expect(errors.trim()).toBe('ALIPAY_SELLER_ID: is missing');
  });
});

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) return '';
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return line;
}
