import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnvironment } from '../../config/environment.ts';

const key = (name: string) => createHash('sha256').update(name).digest('hex');
const COMPLETE = {
  PUBLIC_URL: 'https://cet.example',
  DATABASE_URL: 'postgres://cet:secret@db.example:5432/cet',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  TEMPORAL_UI_URL: 'https://temporal.example',
  DATA_KEY: key('data'),
  INDEX_KEY: key('index'),
  PAYLOAD_KEY: key('payload'),
  CAPTCHA_KEY: key('captcha'),
  SMTP_URL: 'smtps://mail.example:465',
  MAIL_FROM: 'CET <no-reply@cet.example>',
  SMS_URL: 'https://sms.example/send',
  ALIPAY_GATEWAY_URL: 'https://alipay.example/gateway.do',
  ALIPAY_APP_ID: '2026000000000001',
  ALIPAY_SELLER_ID: '2088000000000001',
  ALIPAY_APP_PRIVATE_KEY: 'private',
  ALIPAY_PUBLIC_KEY: 'public',
  PAYEASE_GATEWAY_URL: 'https://payease.example',
  PAYEASE_MERCHANT_ID: '2026',
  PAYEASE_KEY: 'a shared key',
  PAYEASE_API_URL: 'https://payease.example',
  PAYEASE_PUBLIC_KEY: 'public',
  PAYEASE_REFUND_OPERATOR: 'operator',
};
type Source = Record<string, string | undefined>;

/** Lists the reasons why an environment is refused; none when it is accepted. */
function problemsOf(source: Source): string[] {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.problems;
  }
}

const REQUIRED = Object.keys(COMPLETE);

describe('the environment', () => {
  it('is read with its defaults', () => {
    expect(readEnvironment(COMPLETE)).toMatchObject({
      ...COMPLETE,
      APP_ENV: 'production',
      LOG_LEVEL: 'info',
      PORT: 3000,
      WEB_DIST: '',
      TRUSTED_PROXY_COUNT: 0,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TLS: false,
    });
  });

  it('is read from text', () => {
    expect(
      readEnvironment({ ...COMPLETE, PORT: '8080', TEMPORAL_TLS: 'true', DATABASE_POOL_SIZE: '5' }),
    ).toMatchObject({ PORT: 8080, TEMPORAL_TLS: true, DATABASE_POOL_SIZE: 5 });
  });

  it.each(REQUIRED)('is refused without %s, in one line that names it', (name) => {
    const missing = [`${name}: is missing`];
    expect(problemsOf({ ...COMPLETE, [name]: undefined })).toEqual(missing);
    expect(problemsOf({ ...COMPLETE, [name]: '' })).toEqual(missing);
  });

  it('names everything that is missing at once', () => {
    expect(problemsOf({}).map((line) => line.split(':')[0])).toEqual(REQUIRED);
    expect(() => readEnvironment({})).toThrow(
      /^The environment is not usable:\n {2}PUBLIC_URL: is missing\n/,
    );
  });

  it.each([
    ['APP_ENV', 'staging'],
    ['LOG_LEVEL', 'loud'],
    ['PORT', 'http'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PUBLIC_URL', 'cet.example'],
    ['TRUSTED_PROXY_COUNT', '-1'],
    ['DATABASE_URL', 'mysql://db.example/cet'],
    ['DATABASE_URL', 'db.example'],
    ['DATABASE_POOL_SIZE', '0'],
    ['TEMPORAL_ADDRESS', 'temporal.example'],
    ['TEMPORAL_ADDRESS', 'https://temporal.example:7233'],
    ['TEMPORAL_TLS', 'perhaps'],
    ['TEMPORAL_UI_URL', 'temporal.example'],
    ['DATA_KEY', 'abc'],
    ['INDEX_KEY', key('index').slice(1)],
    ['PAYLOAD_KEY', `${key('payload')}00`],
    ['CAPTCHA_KEY', 'z'.repeat(64)],
    ['SMTP_URL', 'https://mail.example'],
    ['MAIL_FROM', '@'],
    ['SMS_URL', 'smtp://sms.example'],
    ['ALIPAY_GATEWAY_URL', 'gateway'],
  ])('is refused with a malformed %s: %s', (name, value) => {
    const problems = problemsOf({ ...COMPLETE, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: (?!is missing)`));
  });

  it('is refused without repeating what was set: it may be a secret', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REQUIRED),
        fc.stringMatching(/^[a-zA-Z0-9:/@.]{20,60}$/),
        (name, secret) => {
          const message = problemsOf({ ...COMPLETE, [name]: secret, PORT: `${secret}!` }).join('\n');
          expect(message).toContain('PORT');
          expect(message).not.toContain(secret);
        },
      ),
    );
  });
});

describe('in production', () => {
  it.each(['PUBLIC_URL', 'ALIPAY_GATEWAY_URL', 'TEMPORAL_UI_URL'])('%s must be https', (name) => {
    expect(problemsOf({ ...COMPLETE, [name]: 'http://127.0.0.1:3000' })).toEqual([
      `${name}: must be an https address in production`,
    ]);
  });

  it.each(['DATA_KEY', 'INDEX_KEY', 'PAYLOAD_KEY', 'CAPTCHA_KEY'])('%s must be random', (name) => {
    for (const made of ['0'.repeat(64), 'ab'.repeat(32), '0123'.repeat(16), 'DEADBEEF'.repeat(8)]) {
      expect(problemsOf({ ...COMPLETE, [name]: made })).toEqual([
        `${name}: is not random; make one with: openssl rand -hex 32`,
      ]);
    }
  });

  it('keys must differ from each other, whatever their case', () => {
    expect(problemsOf({ ...COMPLETE, DATA_KEY: COMPLETE.INDEX_KEY.toUpperCase() })).toEqual([
      'DATA_KEY, INDEX_KEY, PAYLOAD_KEY, CAPTCHA_KEY: must differ from each other',
    ]);
  });

  it('random keys are accepted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        const random = createHash('sha256').update(seed).digest('hex');
        return problemsOf({ ...COMPLETE, DATA_KEY: random }).length === 0;
      }),
    );
  });

  it('is what an environment is that says nothing else', () => {
    expect(problemsOf({ ...COMPLETE, APP_ENV: '', PUBLIC_URL: 'http://cet.example' })).toHaveLength(1);
  });
});

it.each(['demo', 'test'])('a %s may use plain addresses and simple keys', (mode) => {
  const plain = { APP_ENV: mode, PUBLIC_URL: 'http://127.0.0.1:3000', DATA_KEY: 'ab'.repeat(32) };
  expect(problemsOf({ ...COMPLETE, ...plain })).toEqual([]);
});
