import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keeps personal data unreadable in the database, and findable without being readable. */
export interface Vault {
  /** Encrypts a JSON value (AES-256-GCM). `context` names row and column kind: a sealed value does not open elsewhere. */
  seal(context: string, value: unknown): string;
  /** @throws when the value was sealed under another key or context, or altered */
  open<T>(context: string, sealed: string): T;
  /** A keyed hash by which equal values are found. The caller normalises first. */
  blindIndex(
    kind:
      | 'idNumber'
      | 'name'
      | 'email'
      | 'mobile'
      | 'mobileCode'
      | 'studentNumber'
      | 'rollRow'
      | 'ticketNumber',
    value: string,
  ): string;
}

const VERSION = 'v1';

/** @param keys 32 bytes each, in hex; from outside the database */
export function createVault(keys: { dataKey: string; indexKey: string }): Vault {
  const dataKey = Buffer.from(keys.dataKey, 'hex');
  const indexKey = Buffer.from(keys.indexKey, 'hex');
  return {
    seal(context, value) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', dataKey, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(context, sealed) {
      const [version, body] = sealed.split('.');
      if (version !== VERSION || !body) throw new Error(`a sealed value of ${context} has no known version`);
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(0, 12))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(12, 28));
      return JSON.parse(
        Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'),
      );
    },
    blindIndex(kind, value) {
      return createHmac('sha256', indexKey).update(`${kind}\0${value}`).digest('base64url');
    },
  };
}
