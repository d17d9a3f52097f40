import { type ChildProcess, fork } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../stack/processes/ports.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const { url } = await createTestDatabase();
const key = () => randomBytes(32).toString('hex');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts the process and waits until it says that it serves. Temporal is out of reach: reading needs none. */
async function startApi() {
  const port = await freePort();
  const child = fork(join(import.meta.dirname, '../../../api/main.ts'), {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      APP_ENV: 'test',
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_URL: url,
      TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
      TEMPORAL_UI_URL: 'http://127.0.0.1:8233',
      DATA_KEY: key(),
      INDEX_KEY: key(),
      PAYLOAD_KEY: key(),
      AUDIT_KEY: key(),
      CAPTCHA_KEY: key(),
      SMTP_URL: 'smtp://127.0.0.1:2525',
      MAIL_FROM: 'no-reply@cet.example',
      SMS_URL: 'http://127.0.0.1:2526/texts',
      ALIPAY_GATEWAY_URL: 'http://127.0.0.1:8090/gateway.do',
      PAYEASE_GATEWAY_URL: 'http://127.0.0.1:8090/payease',
      PAYEASE_MERCHANT_ID: '2026',
      PAYEASE_KEY: 'p4y-3as3-sh4r3d-k3y',
      PAYEASE_API_URL: 'http://127.0.0.1:8090/payease',
      PAYEASE_PUBLIC_KEY: 'public',
      PAYEASE_REFUND_OPERATOR: 'operator',
      ALIPAY_APP_ID: '2026000000000001',
      ALIPAY_SELLER_ID: '2088000000000001',
      ALIPAY_APP_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      ALIPAY_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    },
  });
  children.push(child);
  child.stdout?.resume();
  const ended = once(child, 'exit').then(() => ['ended before it was ready']);
  const [word] = (await Promise.race([once(child, 'message'), ended])) as string[];
  expect(word).toBe('ready');
  return { child, address: `http://127.0.0.1:${port}` };
}

describe('the process', () => {
  it('serves while Temporal is out of reach, and says that it is not ready', async () => {
    const { address } = await startApi();
    const ready = await fetch(`${address}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'UNAVAILABLE' }),
    ]);
    expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${address}/api/exam-sessions`)).json()).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in good order at %s', async (signal) => {
    const { child, address } = await startApi();
    await fetch(`${address}/healthz`);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends when whoever started it is gone', async () => {
    const { child } = await startApi();
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
