import { createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** Both key pairs, in base64 without header lines, as in the `ALIPAY_*` settings. */
export interface AlipayKeys {
  appPrivateKey: string;
  appPublicKey: string;
  alipayPrivateKey: string;
  alipayPublicKey: string;
}

/** Generates the keys of a new app and of a gateway: RSA 2048, PKCS#8 and SubjectPublicKeyInfo. */
export async function generateAlipayKeys(): Promise<AlipayKeys> {
  const [app, alipay] = await Promise.all([generatePair(), generatePair()]);
  return {
    appPrivateKey: app.privateKey,
    appPublicKey: app.publicKey,
    alipayPrivateKey: alipay.privateKey,
    alipayPublicKey: alipay.publicKey,
  };
}

/** Derives the public half of a private key. @throws when the text is not a base64 PKCS#8 key */
export function publicKeyOf(privateKey: string): string {
  return createPublicKey(privateKeyPem(privateKey))
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
}

export function privateKeyPem(base64: string): string {
  return `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----`;
}

export function publicKeyPem(base64: string): string {
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----`;
}

async function generatePair() {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { publicKey: pair.publicKey.toString('base64'), privateKey: pair.privateKey.toString('base64') };
}
