import { createHash } from 'node:crypto';

/** The keys of one purpose: the current one makes what is new, earlier ones read what is old. */
export interface KeyRing {
  currentId: string;
  current: Buffer;
  /** Finds a key by the id that a value names; undefined when this process does not have it. */
  find(id: string): Buffer | undefined;
}

/**
 * Makes a ring of keys. A key's id follows from the key, so that no setting can mix them up.
 * @param current 32 bytes in hex, like each of the earlier ones
 */
export function createKeyRing(current: string, earlier: readonly string[] = []): KeyRing {
  const keys = new Map([current, ...earlier].map((hex) => [keyIdOf(hex), Buffer.from(hex, 'hex')] as const));
  const currentId = keyIdOf(current);
  return { currentId, current: Buffer.from(current, 'hex'), find: (id) => keys.get(id) };
}

/** Derives the public name of a key: 8 hex characters of its hash. */
export function keyIdOf(hex: string): string {
  return createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex').slice(0, 8);
}
