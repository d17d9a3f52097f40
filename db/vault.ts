import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Environment } from '../config/environment.ts';
import { createKeyRing, keyIdOf } from '../config/key-ring.ts';
import type { SealedPlace } from './sealed-places.ts';

/** Keeps personal data unreadable in the database, yet findable. */
export interface Vault {
  /** Encrypts a JSON value (AES-256-GCM) for one place: it opens nowhere else. */
  seal(place: SealedPlace, value: unknown): string;
  /** @throws SealedValueError when it was sealed for another place or under a key we do not have, or was altered */
  open<T>(place: SealedPlace, sealed: string): T;
  /** Seals a file, given as bytes. */
  sealBytes(place: SealedPlace, bytes: Uint8Array): Buffer;
  /** @throws like `open` */
  openBytes(place: SealedPlace, sealed: Buffer): Buffer;
  /** Tells whoever watches that what stands beside a sealed value is not its own: somebody wrote it there. */
  tellMisplaced(place: SealedPlace): void;
  /** Watches for that; there is one watcher, that of the process. */
  whenMisplaced(watcher: (place: SealedPlace) => void): void;
  /** Tells whether a value is sealed in the present form, under the current key. */
  isCurrent(sealed: string | Buffer): boolean;
  /** Proves that this platform wrote something: a keyed hash that names its key. */
  prove(kind: 'payment', text: string): string;
  /** Tells whether a proof is of that text. One under a key we do not have proves nothing. */
  isProof(kind: 'payment', text: string, proof: string | null): boolean;
  /** The id of the key of the indexes. */
  readonly indexKeyId: string;
  /** Computes a keyed hash by which equal values are found. The caller normalises first. */
  blindIndex(
    kind:
      | 'photo'
      | 'device'
      | 'token'
      | 'tokenHolder'
      | 'secondFactor'
      | 'recoveryCode'
      | 'quickPrint'
      | 'staffAccount'
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

/** A sealed value that does not open here. Its text names the place, never what is in it. */
export class SealedValueError extends Error {
  override readonly name = 'SealedValueError';
  readonly code: 'SEAL_BROKEN' | 'SEAL_KEY_MISSING';
  constructor(code: SealedValueError['code'], place: SealedPlace, why: string) {
    super(`the sealed value of ${place.column} ${why}`);
    this.code = code;
  }
}

export interface VaultKeys {
  /** The key that seals; 32 bytes in hex, like all of them. */
  dataKey: string;
  /** Keys of values that were sealed before a change of the key. */
  dataKeysBefore?: readonly string[] | undefined;
  /** The key of values of form v1, which name neither a key nor a row; unset: such values are refused. */
  dataKeyV1?: string | undefined;
  indexKey: string;
}

const FORM = 'v2';
const OLD_FORM = 'v1';
const PROOF_FORM = 'p1';
/** The beginning of a sealed file, before the key's id. */
const FILE_MARK = Buffer.from('sealed2:');
const KEY_ID_BYTES = 8;
const IV_BYTES = 12;
/** The length of the header in front of the sealed data: the vector and the tag of 16 bytes. */
const HEAD_BYTES = IV_BYTES + 16;

/** Makes the vault of a process. */
export function vaultOf(
  environment: Pick<Environment, 'DATA_KEY' | 'DATA_KEYS_BEFORE' | 'DATA_KEY_V1' | 'INDEX_KEY'>,
): Vault {
  return createVault({
    dataKey: environment.DATA_KEY,
    dataKeysBefore: environment.DATA_KEYS_BEFORE,
    dataKeyV1: environment.DATA_KEY_V1,
    indexKey: environment.INDEX_KEY,
  });
}

/** @param keys from outside the database */
export function createVault(keys: VaultKeys): Vault {
  const ring = createKeyRing(keys.dataKey, keys.dataKeysBefore);
  const oldKey = keys.dataKeyV1 === undefined ? undefined : Buffer.from(keys.dataKeyV1, 'hex');
  const indexKey = Buffer.from(keys.indexKey, 'hex');
  let tellMisplaced: (place: SealedPlace) => void = () => {};
  const fileHead = Buffer.concat([FILE_MARK, Buffer.from(ring.currentId)]);

  function keyOf(place: SealedPlace, keyId: string): Buffer {
    const key = ring.find(keyId);
    if (!key) throw new SealedValueError('SEAL_KEY_MISSING', place, `needs the key ${keyId}`);
    return key;
  }

  /** Computes a proof under a key of its own, made from the one that seals: no value is sealed and proved under the same. */
  function proofUnder(key: Buffer, keyId: string, kind: string, text: string): string {
    const proving = createHmac('sha256', key).update('proofs').digest();
    const hash = createHmac('sha256', proving).update(`${kind}\0${text}`).digest('base64url');
    return [PROOF_FORM, keyId, hash].join('.');
  }

  function openOld(place: SealedPlace, sealed: Buffer): Buffer {
    if (!oldKey)
      throw new SealedValueError('SEAL_KEY_MISSING', place, 'is of form v1: run npm run rotate-keys');
    return decrypt(oldKey, place, place.before, sealed);
  }

  return {
    seal(place, value) {
      const sealed = encrypt(ring.current, place.name, Buffer.from(JSON.stringify(value)));
      return [FORM, ring.currentId, sealed.toString('base64url')].join('.');
    },
    open(place, sealed) {
      const [form, ...rest] = sealed.split('.');
      const body = Buffer.from(rest.at(-1) ?? '', 'base64url');
      if (form === OLD_FORM) return JSON.parse(openOld(place, body).toString('utf8'));
      const [keyId = ''] = rest;
      if (form !== FORM || rest.length !== 2)
        throw new SealedValueError('SEAL_BROKEN', place, 'has no known form');
      return JSON.parse(decrypt(keyOf(place, keyId), place, place.name, body).toString('utf8'));
    },
    sealBytes: (place, bytes) => Buffer.concat([fileHead, encrypt(ring.current, place.name, bytes)]),
    openBytes(place, sealed) {
      if (!sealed.subarray(0, FILE_MARK.length).equals(FILE_MARK)) return openOld(place, sealed);
      const keyId = sealed.subarray(FILE_MARK.length, FILE_MARK.length + KEY_ID_BYTES).toString('latin1');
      const body = sealed.subarray(FILE_MARK.length + KEY_ID_BYTES);
      return decrypt(keyOf(place, keyId), place, place.name, body);
    },
    tellMisplaced: (place) => tellMisplaced(place),
    whenMisplaced(watcher) {
      tellMisplaced = watcher;
    },
    isCurrent: (sealed) =>
      typeof sealed === 'string'
        ? sealed.startsWith(`${FORM}.${ring.currentId}.`)
        : sealed.subarray(0, fileHead.length).equals(fileHead),
    prove: (kind, text) => proofUnder(ring.current, ring.currentId, kind, text),
    isProof(kind, text, proof) {
      const [, keyId = ''] = proof?.split('.') ?? [];
      const key = ring.find(keyId);
      if (!proof || !key) return false;
      const [given, expected] = [Buffer.from(proof), Buffer.from(proofUnder(key, keyId, kind, text))];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    indexKeyId: keyIdOf(keys.indexKey),
    blindIndex(kind, value) {
      return createHmac('sha256', indexKey).update(`${kind}\0`).update(value).digest('base64url');
    },
  };
}

/** Encrypts bytes for a name that has to be told again to decrypt them. */
export function encrypt(key: Buffer, name: string, bytes: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @throws SealedValueError when the bytes were encrypted for another name or under another key, or altered */
export function decrypt(key: Buffer, place: SealedPlace, name: string, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(name))
      .setAuthTag(sealed.subarray(IV_BYTES, HEAD_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new SealedValueError('SEAL_BROKEN', place, 'was sealed for another row, or altered');
  }
}
