import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnvironment } from '../../config/environment.ts';
import { isGuessable, isPatterned } from '../../config/unsafe-keys.ts';

const SEED = randomUUID();
const hashOf = (text: string, algorithm = 'sha256') => createHash(algorithm).update(text).digest('hex');
const key = (name: string) => hashOf(SEED + name);
const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('hex');
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [ours, gateways, payeases] = [rsa(), rsa(), rsa()];
const spki = (pair: typeof ours) => pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
/** 22 letters and digits. */
const PASSWORD = `k7${key('password').slice(0, 20)}`;
const COMPLETE = {
  PUBLIC_URL: 'https://cet.example',
  DATABASE_URL: `postgres://cet:${PASSWORD}@db.example:5432/cet?sslmode=verify-full`,
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  TEMPORAL_UI_URL: 'https://temporal.example',
  TEMPORAL_API_KEY: 'a token',
  DATA_KEY: key('data'),
  INDEX_KEY: key('index'),
  PAYLOAD_KEY: key('payload'),
  AUDIT_KEY: key('audit'),
  CAPTCHA_KEY: key('captcha'),
  SMTP_URL: 'smtps://mail.example:465',
  MAIL_FROM: 'CET <no-reply@cet.example>',
  SMS_URL: 'https://sms.example/send',
  ALIPAY_GATEWAY_URL: 'https://alipay.example/gateway.do',
  ALIPAY_APP_ID: '2026000000000001',
  ALIPAY_SELLER_ID: '2088000000000001',
  ALIPAY_APP_PRIVATE_KEY: ours.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  ALIPAY_PUBLIC_KEY: spki(gateways),
  PAYEASE_GATEWAY_URL: 'https://payease.example',
  PAYEASE_MERCHANT_ID: '2026',
  PAYEASE_KEY: key('payease'),
  PAYEASE_API_URL: 'https://payease.example',
  PAYEASE_PUBLIC_KEY: spki(payeases),
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

const REQUIRED = Object.keys(COMPLETE).filter((name) => name !== 'TEMPORAL_API_KEY');

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

  it.each([
    ['unset', undefined, []],
    ['empty', '', []],
    ['one key', key('one'), [key('one')]],
    ['several', `${key('one')},${key('two')}`, [key('one'), key('two')]],
  ])('has earlier keys of data, payloads and seals: %s', (_, set, keys) => {
    for (const name of ['DATA_KEYS_BEFORE', 'PAYLOAD_KEYS_BEFORE', 'AUDIT_KEYS_BEFORE'] as const)
      expect(readEnvironment({ ...COMPLETE, [name]: set })[name]).toEqual(keys);
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
    ['AUDIT_KEY', ''.padEnd(63, 'a')],
    ['AUDIT_KEYS_BEFORE', `${key('one')},abc`],
    ['DATA_KEYS_BEFORE', 'abc'],
    ['DATA_KEY_V1', 'abc'],
    ['PAYLOAD_KEYS_BEFORE', `${key('one')};${key('two')}`],
    ['CAPTCHA_KEY', 'z'.repeat(64)],
    ['SMTP_URL', 'https://mail.example'],
    ['MAIL_FROM', '@'],
    ['MAIL_FROM', 'CET Registration'],
    ['MAIL_FROM', 'no-reply'],
    ['MAIL_FROM', 'CET <no-reply@cet.example'],
    ['MAIL_FROM', 'a@cet.example, b@cet.example'],
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

it.each(['production', 'demo'])('figures have a port of their own (%s)', (APP_ENV) => {
  const problems = problemsOf({ ...COMPLETE, APP_ENV, PORT: '9464' });
  expect(problems).toEqual(['METRICS_PORT: is the port of the site as well (PORT); set another']);
  expect(problemsOf({ ...COMPLETE, APP_ENV, PORT: '9464', METRICS_PORT: '9465' })).toEqual([]);
});

describe('in production', () => {
  it.each(['PUBLIC_URL', 'ALIPAY_GATEWAY_URL', 'TEMPORAL_UI_URL'])('%s must be https', (name) => {
    expect(problemsOf({ ...COMPLETE, [name]: 'http://127.0.0.1:3000' })).toEqual([
      `${name}: must be an https address in production`,
    ]);
  });

  it('is refused where Node would take any server for any other', () => {
    expect(problemsOf({ ...COMPLETE, NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
      expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED: /),
    ]);
    expect(problemsOf({ ...COMPLETE, NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
  });

  it.each(['--inspect=0.0.0.0:9229', '--max-old-space-size=4096 --tls-keylog=/tmp/keys'])(
    'is refused where Node would open the process to others: %s',
    (options) => {
      expect(problemsOf({ ...COMPLETE, NODE_OPTIONS: options })).toEqual([
        expect.stringMatching(/^NODE_OPTIONS: /),
      ]);
      expect(problemsOf({ ...COMPLETE, NODE_OPTIONS: '--max-old-space-size=4096' })).toEqual([]);
    },
  );

  it.each([
    'DATA_KEY',
    'INDEX_KEY',
    'PAYLOAD_KEY',
    'AUDIT_KEY',
    'CAPTCHA_KEY',
    'DATA_KEYS_BEFORE',
    'DATA_KEY_V1',
    'PAYLOAD_KEYS_BEFORE',
    'AUDIT_KEYS_BEFORE',
  ])('%s must be random', (name) => {
    for (const made of [
      '0'.repeat(64),
      'ab'.repeat(32),
      '0123'.repeat(16),
      'DEADBEEF'.repeat(8),
      '0123456789abcdef'.repeat(4),
      'fedcba9876543210'.repeat(4),
      '0123456789abcdeffedcba9876543210'.repeat(2),
      Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('hex'),
      Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - 3 * index)).toString('hex'),
      '3141592653589793238462643383279502884197169399375105820974944592',
      Buffer.from('correct horse battery staple 42!').toString('hex'),
      Buffer.from('our secret pass-phrase'.padEnd(32, '\0')).toString('hex'),
      Buffer.from('全国大学英语四六级考').toString('hex').padEnd(64, '0'),
      Buffer.from('correct horse battery staple!!\0\u0001').toString('hex'),
      // Cut in the middle of a character.
      Buffer.from('全国大学英语四六级考试报名平台的密钥').subarray(0, 32).toString('hex'),
      Buffer.from('a全国大学英语四六级考试报名平台').subarray(0, 32).toString('hex'),
      hashOf('half').slice(0, 32) +
        Buffer.from(Buffer.from(hashOf('half').slice(0, 32), 'hex').toReversed()).toString('hex'),
      // As Windows writes text.
      utf16('our secret horse'),
      Buffer.from(utf16('our secret horse'), 'hex').swap16().toString('hex'),
      utf16('全国大学英语四六级考试报名平台钥'),
      utf16('密钥，四六级报名'.padEnd(16, '\0')),
      // GBK of 全国大学英语四六级考试报名平台.
      'c8abb9fab4f3d1a7d3a2d3efcbc4c1f9bcb6bfbccad4b1a8c3fbc6bdcca8'.padEnd(64, '0'),
      hashOf('half').slice(0, 32) + Array.from(hashOf('half').slice(0, 32)).toReversed().join(''),
    ]) {
      expect(problemsOf({ ...COMPLETE, [name]: made })).toEqual([
        `${name}: is not random; make one with: openssl rand -hex 32`,
      ]);
    }
  });

  it.each([
    'DATA_KEY',
    'INDEX_KEY',
    'PAYLOAD_KEY',
    'AUDIT_KEY',
    'CAPTCHA_KEY',
    'DATA_KEYS_BEFORE',
    'DATA_KEY_V1',
    'PAYLOAD_KEYS_BEFORE',
    'AUDIT_KEYS_BEFORE',
  ])('%s must not be the hash of a word', (name) => {
    for (const made of [
      hashOf('password'),
      hashOf('password').toUpperCase(),
      hashOf('password\n'),
      hashOf(''),
      hashOf('demo'),
      hashOf('42'),
      hashOf('123456'),
      hashOf('2026'),
      hashOf('1949'),
      hashOf('Secret2026'),
      hashOf(name),
      hashOf('data-key'),
      hashOf('密钥'),
      hashOf('cet-registration', 'sha3-256'),
      hashOf('password', 'sha512').slice(0, 64),
      hashOf('password', 'sha1') + hashOf('x').slice(0, 24),
      hashOf('password', 'md5') + hashOf('demo', 'md5'),
    ]) {
      expect(problemsOf({ ...COMPLETE, [name]: made })).toEqual([
        `${name}: is the hash of a word; make a random one with: openssl rand -hex 32`,
      ]);
    }
  });

  it.each([
    '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
    `2b7e151628aed2a6abf7158809cf4f3c${key('half').slice(0, 32)}`,
    `${key('half').slice(0, 32)}2b7e151628aed2a6abf7158809cf4f3c`,
    'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
  ])('a key that is printed in books is refused: %s', (published) => {
    for (const name of ['DATA_KEY', 'PAYLOAD_KEYS_BEFORE'])
      expect(problemsOf({ ...COMPLETE, [name]: published })).toEqual([
        `${name}: is a key that is printed in books; make one with: openssl rand -hex 32`,
      ]);
  });

  it('one earlier key among good ones must be random too', () => {
    const list = `${key('one')},${'0123456789abcdef'.repeat(4)}`;
    for (const name of ['DATA_KEYS_BEFORE', 'PAYLOAD_KEYS_BEFORE', 'AUDIT_KEYS_BEFORE'])
      expect(problemsOf({ ...COMPLETE, [name]: list })).toHaveLength(1);
  });

  it.each([
    { DATA_KEY: COMPLETE.INDEX_KEY.toUpperCase() },
    { DATA_KEYS_BEFORE: COMPLETE.INDEX_KEY },
    { PAYLOAD_KEYS_BEFORE: COMPLETE.DATA_KEY },
    { DATA_KEY_V1: key('before'), AUDIT_KEYS_BEFORE: key('before') },
  ])('keys of different purposes must differ, earlier ones too, whatever their case: %#', (shared) => {
    expect(problemsOf({ ...COMPLETE, ...shared })).toEqual([
      'DATA_KEY, INDEX_KEY, PAYLOAD_KEY, AUDIT_KEY, CAPTCHA_KEY: must differ from each other, earlier ones too, and none be made from another',
    ]);
  });

  it.each([
    ['turned by a byte', COMPLETE.DATA_KEY.slice(2) + COMPLETE.DATA_KEY.slice(0, 2)],
    ['turned by a digit', COMPLETE.DATA_KEY.slice(1) + COMPLETE.DATA_KEY.slice(0, 1)],
    ['its digits reversed', [...COMPLETE.DATA_KEY].toReversed().join('')],
    ['its bytes reversed', Buffer.from(Buffer.from(COMPLETE.DATA_KEY, 'hex').toReversed()).toString('hex')],
    ['one digit changed', COMPLETE.DATA_KEY.replace(/(?<=^.{30})./, (digit) => (digit === '0' ? '1' : '0'))],
    ['its first half', COMPLETE.DATA_KEY.slice(0, 32) + key('other').slice(32)],
    [
      'a quarter of it elsewhere',
      key('other').slice(0, 41) + COMPLETE.DATA_KEY.slice(7, 23) + key('x').slice(57),
    ],
  ])('a key that is another one, %s, is refused, earlier ones too', (_, made) => {
    for (const name of ['PAYLOAD_KEY', 'AUDIT_KEY', 'DATA_KEYS_BEFORE', 'DATA_KEY_V1', 'AUDIT_KEYS_BEFORE'])
      expect(problemsOf({ ...COMPLETE, [name]: made })).toEqual([
        expect.stringMatching(/^DATA_KEY, .* none be made from another$/),
      ]);
  });

  it('the current key is no earlier one', () => {
    for (const name of ['DATA', 'PAYLOAD', 'AUDIT'] as const) {
      const current = COMPLETE[`${name}_KEY`].toUpperCase();
      const problem = [`${name}_KEYS_BEFORE: is ${name}_KEY itself, no earlier key`];
      expect(problemsOf({ ...COMPLETE, [`${name}_KEYS_BEFORE`]: current })).toEqual(problem);
      expect(problemsOf({ ...COMPLETE, [`${name}_KEYS_BEFORE`]: `${key('one')},${current}` })).toEqual(
        problem,
      );
    }
  });

  it('the key of data that names none may be the current one', () => {
    expect(problemsOf({ ...COMPLETE, DATA_KEY_V1: COMPLETE.DATA_KEY })).toEqual([]);
  });

  it.each([
    '',
    ':cet',
    ':postgres',
    ':cet_app_2026_secret',
    ':kT7mQ2wX',
    ':correct-horse-battery-staple',
    ':p%zz',
  ])('a database at another host takes no guessed password: cet%s', (password) => {
    const at = (host: string) => `postgres://cet${password}@${host}/cet?sslmode=verify-full`;
    expect(problemsOf({ ...COMPLETE, DATABASE_URL: at('db.example') })).toEqual([
      expect.stringMatching(/^DATABASE_URL: its password is none, short or not random/),
    ]);
    expect(problemsOf({ ...COMPLETE, DATABASE_URL: at('localhost') })).toEqual([]);
  });

  it('a mail server takes no password of words', () => {
    const at = (password: string) => ({ ...COMPLETE, SMTP_URL: `smtps://cet:${password}@mail.example` });
    expect(problemsOf(at('mail-secret-1'))).toEqual([
      expect.stringMatching(/^SMTP_URL: its password is words/),
    ]);
    expect(problemsOf(at('kT7mQ2wX'))).toEqual([]);
  });

  it.each([
    '12345678',
    'password',
    'kT7$mQ2w',
    'aaaaaaaaaaaaaaaaaaaa',
    '1234567812345678',
    'abcdefghijklmnopqrst',
    'correct horse battery',
    'payease-secret-1',
    'PayEase_Secret_2026',
    'payeasesecret20261201',
    'Payease-Key-Production-7',
    'sunny-meadow-river-12',
    'qwertyuiopasdfgh',
    'qwertyuiop123456',
    '1qaz2wsx3edc4rfv',
    '!QAZ2wsx#EDC4rfv',
    'zaq12wsxcde34rfv',
    '2b7e151628aed2a6abf7158809cf4f3c',
    '2B7E151628AED2A6ABF7158809CF4F3C',
    'K34VFiiu0qar9xWICc9PPA==',
    'prod-2b7e151628aed2a6abf7158809cf4f3c',
    '000102030405060708090a0b0c0d0e0f',
    'f0e0d0c0b0a090807060504030201000',
    hashOf('payease', 'md5'),
    hashOf('secret'),
  ])('a PAYEASE_KEY that is soon guessed is refused: %s', (guessed) => {
    expect(problemsOf({ ...COMPLETE, PAYEASE_KEY: guessed })).toEqual([
      expect.stringMatching(/^PAYEASE_KEY: is short or not random/),
    ]);
  });

  it('a PAYEASE_KEY of random letters and digits is accepted', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
    const drawn = Array.from({ length: 2_000 }, (_, seed) => {
      const bytes = createHash('sha256').update(`seed ${seed}`).digest();
      return [...bytes.subarray(0, 16 + (seed % 17))].map((byte) => letters[byte % 62]).join('');
    });
    // Letters alone are taken for words.
    expect(drawn.filter((secret) => /\d/.test(secret) && isGuessable(secret))).toEqual([]);
  });

  it.each([
    ['PAYEASE_KEY', COMPLETE.DATA_KEY],
    ['PAYEASE_KEY', COMPLETE.AUDIT_KEY.toUpperCase()],
    ['PAYEASE_KEY', COMPLETE.DATA_KEY.slice(20, 44)],
    ['PAYEASE_KEY', Buffer.from(COMPLETE.DATA_KEY, 'hex').toString('base64')],
    ['SMS_KEY', COMPLETE.INDEX_KEY],
    ['TEMPORAL_API_KEY', COMPLETE.PAYLOAD_KEY],
    ['SMTP_URL', `smtps://cet:${COMPLETE.DATA_KEY}@mail.example:465`],
    ['DATABASE_URL', `postgres://cet:${COMPLETE.CAPTCHA_KEY}@db.example/cet?sslmode=verify-full`],
  ])('%s is refused where it is a key of ours', (name, value) => {
    expect(problemsOf({ ...COMPLETE, [name]: value })).toEqual([
      `${name}: is one of our own keys, which nobody outside may know, or made from one`,
    ]);
  });

  it('a secret that is shared with two is refused, and a text provider’s that is words', () => {
    expect(problemsOf({ ...COMPLETE, SMS_KEY: COMPLETE.PAYEASE_KEY })).toEqual([
      'SMS_KEY: is the same as PAYEASE_KEY, or made from it; take another',
    ]);
    expect(problemsOf({ ...COMPLETE, SMS_KEY: 'sms-secret-1' })).toEqual([
      expect.stringMatching(/^SMS_KEY: is words/),
    ]);
    for (const SMS_KEY of ['qwertyuiopasdfgh', '2b7e151628aed2a6abf7158809cf4f3c'])
      expect(problemsOf({ ...COMPLETE, SMS_KEY })).toEqual([expect.stringMatching(/^SMS_KEY: is words/)]);
    expect(problemsOf({ ...COMPLETE, SMS_KEY: 'kT7mQ2wX' })).toEqual([]);
  });

  it('random keys are accepted', () => {
    const drawn = Array.from({ length: 2_000 }, (_, index) => key(`drawn ${index}`));
    expect(drawn.filter(isPatterned)).toEqual([]);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        const random = createHash('sha256').update(seed).digest('hex');
        return problemsOf({ ...COMPLETE, DATA_KEY: random }).length === 0;
      }),
    );
  });

  it.each([
    ['DATABASE_URL', `postgres://cet:${PASSWORD}@db.example/cet`, 'plain text'],
    ['DATABASE_URL', `postgres://cet:${PASSWORD}@db.example/cet?sslmode=prefer`, 'plain text'],
    ['DATABASE_URL', `postgres://cet:${PASSWORD}@db.example/cet?sslmode=require`, 'any server'],
    ['DATABASE_URL', `postgres://cet:${PASSWORD}@db.example/cet?ssl=require`, 'any server'],
    ['DATABASE_URL', `postgres://cet:${PASSWORD}@db.example/cet?ssl=true`, 'plain text'],
    ['SMTP_URL', 'smtp://mail.example:587', 'plain text'],
    ['DATABASE_URL', `postgres://a:${PASSWORD}@db.example/cet?sslmode=require&sslmode=disable`, 'twice'],
    ['DATABASE_URL', `postgres://a:${PASSWORD}@db.example/cet?sslmode=disable&sslmode=require`, 'twice'],
    ['DATABASE_URL', `postgres://a:${PASSWORD}@db.example/cet?ssl=require&sslmode=require`, 'twice'],
    ['DATABASE_URL', `postgres://a:${PASSWORD}@localhost,db.example/cet`, 'plain text'],
    ['SMTP_URL', 'smtps://mail.example?secure=false', 'question mark'],
    ['SMTP_URL', 'smtps://mail.example?tls.rejectUnauthorized=false', 'question mark'],
    ['SMTP_URL', 'smtp://mail.example?requireTLS=true&ignoreTLS=true', 'question mark'],
    ['SMTP_URL', 'smtp://mail.example?requireTLS=true&requireTLS=false', 'question mark'],
    ['SMTP_URL', 'smtp://localhost?host=mail.example', 'question mark'],
    ['ALIPAY_APP_PRIVATE_KEY', 'private', 'readable'],
    ['ALIPAY_PUBLIC_KEY', '-----BEGIN PUBLIC KEY-----', 'readable'],
    ['ALIPAY_PUBLIC_KEY', spki(ours), 'our own key'],
    ['PAYEASE_PUBLIC_KEY', 'public', 'readable'],
    ['PAYEASE_PUBLIC_KEY', spki(ours), 'our own key'],
    ['PAYEASE_PUBLIC_KEY', spki(gateways), 'Alipay'],
    ['PUBLIC_URL', 'https://cet.example/', 'origin'],
    ['PUBLIC_URL', 'https://localhost', 'this machine'],
    ['PUBLIC_URL', 'https://127.0.0.1', 'this machine'],
    ['ALIPAY_GATEWAY_URL', 'https://openapi-sandbox.dl.alipaydev.com/gateway.do', 'sandbox'],
    ['TEMPORAL_TLS_CERT', '/etc/temporal/client.pem', 'go together'],
    ['PUBLIC_URL', 'https://cet.example/app', 'origin'],
    ['PUBLIC_URL', 'https://cet.example?a=b', 'origin'],
    ['PUBLIC_URL', 'https://me:secret@cet.example', 'origin'],
    ['PUBLIC_URL', 'https://CET.example', 'origin'],
    ['PUBLIC_URL', 'https://cet.example:443', 'origin'],
  ])('an unsafe %s is refused in one line: %s', (name, value, words) => {
    const problems = problemsOf({ ...COMPLETE, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: .*${words}`));
  });

  it('plain text to Temporal on another host is refused', () => {
    const problems = problemsOf({ ...COMPLETE, TEMPORAL_API_KEY: '' });
    expect(problems).toEqual([expect.stringMatching(/^TEMPORAL_ADDRESS: is in plain text/)]);
    expect(problemsOf({ ...COMPLETE, TEMPORAL_API_KEY: '', TEMPORAL_TLS: 'true' })).toEqual([]);
  });

  it('plain text stays on this machine', () => {
    const here = {
      DATABASE_URL: `postgres://cet:${PASSWORD}@127.0.0.1/cet`,
      SMTP_URL: 'smtp://localhost:25',
      TEMPORAL_ADDRESS: 'localhost:7233',
      TEMPORAL_API_KEY: '',
    };
    expect(problemsOf({ ...COMPLETE, ...here })).toEqual([]);
    expect(problemsOf({ ...COMPLETE, SMTP_URL: 'smtp://mail.example:587?requireTLS=true' })).toEqual([]);
  });

  it('everything unsafe is named at once', () => {
    const unsafe = {
      PUBLIC_URL: 'http://cet.example',
      DATA_KEY: '0123456789abcdef'.repeat(4),
      SMTP_URL: 'smtp://mail.example',
      DATABASE_URL: `postgres://cet:${PASSWORD}@db.example/cet`,
      PAYEASE_PUBLIC_KEY: 'public',
    };
    expect(
      problemsOf({ ...COMPLETE, ...unsafe })
        .map((line) => line.split(':')[0])
        .toSorted(),
    ).toEqual(Object.keys(unsafe).toSorted());
  });

  it('is what an environment is that says nothing else', () => {
    expect(problemsOf({ ...COMPLETE, APP_ENV: '', PUBLIC_URL: 'http://cet.example' })).toHaveLength(1);
  });
});

it.each(['demo', 'test'])('a %s may use plain addresses and simple keys', (mode) => {
  const plain = { APP_ENV: mode, PUBLIC_URL: 'http://127.0.0.1:3000', DATA_KEY: 'ab'.repeat(32) };
  expect(problemsOf({ ...COMPLETE, ...plain })).toEqual([]);
});
