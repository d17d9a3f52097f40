import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { areAkin } from './akin-secrets.ts';
import type { Environment } from './environment.ts';
import { isKeyboardWalk } from './keyboard-walk.ts';
import { isPublished } from './known-keys.ts';
import { isGuessable, isPatterned } from './unsafe-keys.ts';
import { isHashOfWord, isPassPhrase } from './word-keys.ts';

/** The settings that hold the keys of each purpose, the current one first. */
const KEYS = [
  ['DATA_KEY', 'DATA_KEYS_BEFORE', 'DATA_KEY_V1'],
  ['INDEX_KEY', 'INDEX_KEY_BEFORE'],
  ['PAYLOAD_KEY', 'PAYLOAD_KEYS_BEFORE'],
  ['AUDIT_KEY', 'AUDIT_KEYS_BEFORE'],
  ['CAPTCHA_KEY'],
] as const;
/** Secrets that others know as well. */
const SHARED_SECRETS = ['PAYEASE_KEY', 'SMS_KEY', 'TEMPORAL_API_KEY'] as const;
const HTTPS_ONLY = [
  'PUBLIC_URL',
  'ALIPAY_GATEWAY_URL',
  'PAYEASE_GATEWAY_URL',
  'PAYEASE_API_URL',
  'SMS_URL',
  'TEMPORAL_UI_URL',
] as const;
const GATEWAY_ADDRESSES = ['ALIPAY_GATEWAY_URL', 'PAYEASE_GATEWAY_URL', 'PAYEASE_API_URL'] as const;
const DATABASES = ['DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const;
const GATEWAY_KEYS = ['ALIPAY_APP_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY', 'PAYEASE_PUBLIC_KEY'] as const;
/** Modes in which the driver asks who the server is; in the others whoever stands between can answer in its place. */
const VERIFIED_DATABASE = ['verify-ca', 'verify-full'];
/** What an SMTP address may say; other parameters could turn the encryption off, or lead to another host. */
const SMTP_PARAMETERS = ['requireTLS', 'name', 'tls.servername'];
const SMALLEST_RSA_BITS = 2048;

/** The settings to check: those of a process, or the few that a command takes. */
export type CheckedSettings = Partial<Environment> & {
  MIGRATION_DATABASE_URL?: string | undefined;
  INDEX_KEY_BEFORE?: string[];
  NODE_TLS_REJECT_UNAUTHORIZED?: string | undefined;
  NODE_OPTIONS?: string | undefined;
};

/** Options of Node that let others into a process, or write down the keys of its connections. */
const OPENING = /--(?:inspect|tls-keylog)/;

/** Lists what is not safe in production, a line each. What is not set is not checked. */
export function unsafeSettings(settings: CheckedSettings): string[] {
  const problems = [...unsafeKeys(settings)];
  if (settings.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    problems.push(
      'NODE_TLS_REJECT_UNAUTHORIZED: takes any server for any other; unset it (NODE_EXTRA_CA_CERTS names an authority of your own)',
    );
  if (OPENING.test(settings.NODE_OPTIONS ?? ''))
    problems.push(
      'NODE_OPTIONS: --inspect lets others into the process, --tls-keylog writes down its keys; take them out',
    );
  if (
    settings.PAYEASE_KEY !== undefined &&
    (isGuessable(settings.PAYEASE_KEY) || isFound(settings.PAYEASE_KEY))
  )
    problems.push('PAYEASE_KEY: is short or not random; agree on 16 random characters or more with PayEase');
  // The provider chooses its form: short ones are theirs.
  if (settings.SMS_KEY !== undefined && isOfWords(settings.SMS_KEY))
    problems.push('SMS_KEY: is words, or a key that others know; ask the provider for a random one');
  problems.push(...reusedSecrets(settings), ...guessedPasswords(settings));
  for (const name of HTTPS_ONLY) {
    if (settings[name] !== undefined && !settings[name].startsWith('https://'))
      problems.push(`${name}: must be an https address in production`);
  }
  problems.push(...notAnOrigin(settings.PUBLIC_URL));
  for (const name of DATABASES) problems.push(...plainDatabase(name, settings[name]));
  if (settings.DATABASE_URL !== undefined && settings.DATABASE_URL === settings.MIGRATION_DATABASE_URL)
    problems.push('MIGRATION_DATABASE_URL: is DATABASE_URL itself; it is for the role that owns the tables');
  for (const name of GATEWAY_ADDRESSES)
    if (/sandbox/i.test(settings[name] === undefined ? '' : new URL(settings[name]).hostname))
      problems.push(`${name}: is a sandbox, where nobody pays`);
  return [...problems, ...plainMail(settings.SMTP_URL), ...plainTemporal(settings), ...gatewayKeys(settings)];
}

/** Tells whether a secret is found by whoever tries what is known: hashes of words, keys from books. */
function isFound(secret: string): boolean {
  return isHashOfWord(secret) || isPublished(secret);
}

/** Tells whether a secret is words, keys side by side, or found. */
function isOfWords(secret: string): boolean {
  return isPassPhrase(secret) || isKeyboardWalk(secret) || isFound(secret);
}

/** Lists why an address is not what browsers call an origin: it is compared with theirs, and paths are put behind it. */
function notAnOrigin(text: string | undefined): string[] {
  if (!text?.startsWith('https://')) return [];
  if (isHere(new URL(text).hostname))
    return ['PUBLIC_URL: is this machine; mailed links would lead nobody here'];
  if (new URL(text).origin === text) return [];
  return [
    'PUBLIC_URL: must be an origin: https:// and the host in small letters, no path, no slash at the end, as https://cet.example',
  ];
}

/** Lists keys that were not drawn by chance, earlier ones too: whoever guesses one opens what it sealed, or seals more. */
function unsafeKeys(settings: CheckedSettings): string[] {
  const problems: string[] = [];
  for (const name of KEYS.flat()) {
    const keys = keysOf(settings, name);
    if (keys.some(isPublished))
      problems.push(`${name}: is a key that is printed in books; make one with: openssl rand -hex 32`);
    else if (keys.some(isPatterned))
      problems.push(`${name}: is not random; make one with: openssl rand -hex 32`);
    else if (keys.some(isHashOfWord))
      problems.push(`${name}: is the hash of a word; make a random one with: openssl rand -hex 32`);
  }
  for (const [current, before] of KEYS)
    if (
      before !== undefined &&
      keysOf(settings, before).some((key) => keysOf(settings, current).includes(key))
    )
      problems.push(`${before}: is ${current} itself, no earlier key`);
  const drawn = KEYS.flatMap((names, purpose) =>
    [...new Set(names.flatMap((name) => keysOf(settings, name)))].map((key) => ({ purpose, key })),
  );
  if (drawn.some(({ key }, place) => drawn.slice(place + 1).some((other) => areAkin(key, other.key))))
    problems.push(
      `${KEYS.map(([name]) => name).join(', ')}: must differ from each other, earlier ones too, and none be made from another`,
    );
  return problems;
}

/** The keys that a setting holds, in small letters. */
function keysOf(settings: CheckedSettings, name: (typeof KEYS)[number][number]): string[] {
  return [settings[name] ?? []].flat().map((key) => key.toLowerCase());
}

/** Lists secrets that somebody outside knows and that are a key of ours or made from one, or serve for two of them. */
function reusedSecrets(settings: CheckedSettings): string[] {
  const own = KEYS.flat().flatMap((name) => keysOf(settings, name));
  const shared = new Map<string, string>(
    SHARED_SECRETS.flatMap((name) => (settings[name] ? [[name, settings[name]] as const] : [])),
  );
  for (const name of [...DATABASES, 'SMTP_URL'] as const) {
    const password = settings[name] === undefined ? '' : passwordOf(settings[name]);
    if (password !== '') shared.set(name, password);
  }
  const problems = [...shared].flatMap(([name, secret]) =>
    own.some((key) => areAkin(secret, key))
      ? [`${name}: is one of our own keys, which nobody outside may know, or made from one`]
      : [],
  );
  const sharedWithPayEase = shared.get('PAYEASE_KEY');
  for (const [name, secret] of shared)
    if (name !== 'PAYEASE_KEY' && sharedWithPayEase !== undefined && areAkin(secret, sharedWithPayEase))
      problems.push(`${name}: is the same as PAYEASE_KEY, or made from it; take another`);
  return problems;
}

/** Reads the password out of an address, as the drivers do. */
function passwordOf(address: string): string {
  const { password } = new URL(address);
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

/** Lists passwords by which others than we get into a database or a mailbox at another host. */
function guessedPasswords(settings: CheckedSettings): string[] {
  const problems: string[] = [];
  for (const name of DATABASES) {
    const address = settings[name];
    if (address === undefined || isHere(new URL(address).hostname)) continue;
    const password = passwordOf(address);
    if (isGuessable(password) || isFound(password))
      problems.push(
        `${name}: its password is none, short or not random; give its role 16 random letters and digits or more`,
      );
  }
  // Who runs the server chooses its form; some take mail without one from addresses they know.
  if (settings.SMTP_URL !== undefined && isOfWords(passwordOf(settings.SMTP_URL)))
    problems.push('SMTP_URL: its password is words, or one that others know; have a random one set');
  return problems;
}

/** Lists why a connection to PostgreSQL can be read on its way, by who listens or who stands between. */
function plainDatabase(name: (typeof DATABASES)[number], text: string | undefined): string[] {
  if (text === undefined) return [];
  const { hostname, searchParams } = new URL(text);
  if (isHere(hostname)) return [];
  const said = [...searchParams].filter(([parameter]) => parameter === 'sslmode' || parameter === 'ssl');
  if (said.length > 1 || isRepeated(searchParams))
    return [`${name}: names a parameter twice; say sslmode=verify-full once`];
  const mode = said[0]?.[1] ?? '';
  if (VERIFIED_DATABASE.includes(mode)) return [];
  if (mode === 'require')
    return [`${name}: takes any server for the database (sslmode=require); say sslmode=verify-full`];
  return [`${name}: is in plain text to another host; add ?sslmode=verify-full`];
}

/** Lists why mail can be read on its way to the server. */
function plainMail(text: string | undefined): string[] {
  if (text === undefined) return [];
  const { protocol, hostname, searchParams } = new URL(text);
  const stranger = [...searchParams.keys()].find((name) => !SMTP_PARAMETERS.includes(name));
  if (stranger !== undefined || isRepeated(searchParams))
    return [`SMTP_URL: may say ${SMTP_PARAMETERS.join(', ')} after its question mark, each once, no more`];
  if (protocol === 'smtps:' || isHere(hostname) || searchParams.get('requireTLS') === 'true') return [];
  return ['SMTP_URL: is in plain text to another host; use smtps://, or add ?requireTLS=true'];
}

/** Lists why messages to Temporal can be read on their way. */
function plainTemporal(settings: CheckedSettings): string[] {
  const { TEMPORAL_TLS: tls, TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key } = settings;
  const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: apiKey } = settings;
  if (Boolean(cert) !== Boolean(key))
    return [
      `TEMPORAL_TLS_${cert ? 'CERT' : 'KEY'}: the certificate and its key go together; set both, or neither`,
    ];
  if (address === undefined || isHere(address.split(':')[0] ?? '')) return [];
  if (tls || apiKey || (cert && key)) return [];
  return ['TEMPORAL_ADDRESS: is in plain text to another host; set TEMPORAL_TLS=true'];
}

/** Tells whether a parameter is said more than once: readers differ in which one counts. */
function isRepeated(parameters: URLSearchParams): boolean {
  const names = [...parameters.keys()];
  return new Set(names).size < names.length;
}

function isHere(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}

/** Lists keys of gateways that cannot be used. */
function gatewayKeys(settings: CheckedSettings): string[] {
  const problems: string[] = [];
  const read = (name: (typeof GATEWAY_KEYS)[number]) => {
    if (settings[name] === undefined) return null;
    const der = Buffer.from(settings[name], 'base64');
    try {
      const key: KeyObject = name.endsWith('PRIVATE_KEY')
        ? createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
        : createPublicKey({ key: der, format: 'der', type: 'spki' });
      if (
        key.asymmetricKeyType === 'rsa' &&
        (key.asymmetricKeyDetails?.modulusLength ?? 0) >= SMALLEST_RSA_BITS
      )
        return key;
    } catch {
      // Told below.
    }
    problems.push(`${name}: is not a readable RSA key of 2048 bits or more, base64 without header lines`);
    return null;
  };
  const own = read('ALIPAY_APP_PRIVATE_KEY');
  const alipays = read('ALIPAY_PUBLIC_KEY');
  const payeases = read('PAYEASE_PUBLIC_KEY');
  for (const [name, key, whose] of [
    ['ALIPAY_PUBLIC_KEY', alipays, "Alipay's"],
    ['PAYEASE_PUBLIC_KEY', payeases, "PayEase's"],
  ] as const)
    if (own && key && createPublicKey(own).equals(key))
      problems.push(`${name}: is the public half of our own key, not ${whose}`);
  if (alipays && payeases && alipays.equals(payeases))
    problems.push("PAYEASE_PUBLIC_KEY: is Alipay's key as well; each gateway has one of its own");
  return problems;
}
