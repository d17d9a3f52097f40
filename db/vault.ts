import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keeps personal data unreadable in the database, yet findable. */
export interface Vault {
  /**
   * Encrypts a JSON value (AES-256-GCM). `context` names row and column kind: a sealed value cannot be opened in
   * another.
   */
  seal(context: string, value: unknown): string;
  /** @throws when the value was sealed under another key or context, or altered */
  open<T>(context: string, sealed: string): T;
  /** Seals a file, given as bytes. */
  sealBytes(context: string, bytes: Uint8Array): Buffer;
  /** @throws like `open` */
  openBytes(context: string, sealed: Buffer): Buffer;
  /** Computes a keyed hash by which equal values are found. The caller normalises first. */
  blindIndex(
    kind:
      | 'photo'
      | 'idNumber'
      | 'name'
      | 'email'
      | 'mobile'
      | 'mobileCode'
      | 'studentNumber'
      | 'rollRow'
      | 'ticketNumber',
    value: string | Uint8Array,
  ): string;
}

const VERSION = 'v1';
const IV_BYTES = 12;
/** The length of the header in front of the sealed data: the vector and the tag of 16 bytes. */
const HEAD_BYTES = IV_BYTES + 16;

/** @param keys 32 bytes each, in hex; from outside the database */
export function createVault(keys: { dataKey: string; indexKey: string }): Vault {
  const dataKey = Buffer.from(keys.dataKey, 'hex');
  const indexKey = Buffer.from(keys.indexKey, 'hex');
  function sealBytes(context: string, bytes: Uint8Array): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', dataKey, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }
  function openBytes(context: string, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', dataKey, sealed.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(IV_BYTES, HEAD_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  }
  return {
    sealBytes,
    openBytes,
    seal(context, value) {
      return `${VERSION}.${sealBytes(context, Buffer.from(JSON.stringify(value))).toString('base64url')}`;
    },
    open(context, sealed) {
      const [version, body] = sealed.split('.');
      if (version !== VERSION || !body) throw new Error(`a sealed value of ${context} has no known version`);
      return JSON.parse(openBytes(context, Buffer.from(body, 'base64url')).toString('utf8'));
    },
    blindIndex(kind, value) {
      return createHmac('sha256', indexKey).update(`${kind}\0`).update(value).digest('base64url');
    },
  };
}
