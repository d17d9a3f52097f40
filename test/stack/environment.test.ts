import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../config/environment.ts';
import { readSandboxEnvironment } from '../../gateways/sandbox/sandbox-environment.ts';
import { platformEnvironment, sandboxEnvironment } from '../../stack/environment.ts';
import { loadSecrets } from '../../stack/secrets.ts';
import { readStackPorts } from '../../stack/stack-ports.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const ports = readStackPorts({ PORT: '4000' });
const addresses = {
  databaseUrl: 'postgres://cet:secret@127.0.0.1:54320/cet',
  temporalAddress: '127.0.0.1:7233',
  temporalUiUrl: 'http://localhost:8233',
};

async function environments(outside: Record<string, string>) {
  const secrets = await loadSecrets(temporaryDirectory());
  return {
    secrets,
    platform: readEnvironment(platformEnvironment(outside, ports, secrets, addresses)),
    sandbox: readSandboxEnvironment(sandboxEnvironment(outside, ports, secrets, '/state')),
  };
}

describe('environment of the processes', () => {
  test('is complete, and sandbox and platform know each other', async () => {
    const { platform, sandbox, secrets } = await environments({});
    expect(platform).toMatchObject({
      APP_ENV: 'demo',
      PORT: 4000,
      METRICS_PORT: 10_464,
      PUBLIC_URL: 'http://localhost:4000',
      DATA_KEY: secrets.dataKey,
      SMTP_URL: 'smtp://127.0.0.1:3025',
      SMS_URL: 'http://127.0.0.1:3020/texts',
      ALIPAY_GATEWAY_URL: 'http://127.0.0.1:3010/gateway.do',
      ALIPAY_PUBLIC_KEY: secrets.alipay.alipayPublicKey,
    });
    expect(sandbox).toMatchObject({
      ok: true,
      environment: { ALIPAY_APP_ID: platform.ALIPAY_APP_ID, SANDBOX_STATE_DIR: '/state' },
    });
  });

  test("somebody's own mail server, text gateway, Alipay app and keys are kept", async () => {
    const own = {
      SMTP_URL: 'smtps://mail.example.org',
      SMS_URL: 'https://texts.example.org/send',
      SMS_KEY: 'own-key',
      ALIPAY_GATEWAY_URL: 'https://alipay.example.org/gateway.do',
      ALIPAY_APP_ID: 'own-app',
      ALIPAY_SELLER_ID: 'own-seller',
      ALIPAY_APP_PRIVATE_KEY: 'own-private',
      ALIPAY_PUBLIC_KEY: 'own-public',
      CAPTCHA_KEY: '0123456789abcdef'.repeat(4),
    };
    const { platform, sandbox } = await environments(own);
    expect(platform).toMatchObject(own);
    expect(sandbox.ok).toBe(true);
  });

  test('settings of a cluster are not used with the embedded Temporal', async () => {
    const cluster = { TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: 'true', TEMPORAL_NAMESPACE: 'cet' };
    const embedded = await environments(cluster);
    expect(embedded.platform).toMatchObject({ TEMPORAL_TLS: false, TEMPORAL_NAMESPACE: 'cet' });
    expect(embedded.platform.TEMPORAL_API_KEY).toBeUndefined();
    const external = await environments({ ...cluster, TEMPORAL_ADDRESS: 'temporal.example.org:7233' });
    expect(external.platform).toMatchObject({ TEMPORAL_TLS: true, TEMPORAL_API_KEY: 'key' });
  });
});
