import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Where the ids of all keys that ever sealed a payload are kept, for good. An id that is not there was never one of
 * ours, so that what names it can be dropped; one that is there, but not in this process, is waited for.
 */
export interface KeyRegistry {
  /** Notes a key id; once it resolves, every process knows it. */
  register(keyId: string): Promise<void>;
  isRegistered(keyId: string): Promise<boolean>;
}

/** The error when a payload names a registered key that this process lacks. Its task waits for a process that has it. */
export class PayloadKeyMissingError extends Error {
  constructor(keyId: string) {
    super(`payload key ${keyId} is missing on this process`);
    this.name = 'PayloadKeyMissingError';
  }
}

/**
 * Seals with AES-256-GCM. The first key seals, all keys open, so that keys can be changed; but a key that was never
 * registered has sealed nothing of ours, whatever the list of this process says.
 */
export class KeyRing {
  readonly #keys: Map<string, Buffer>;
  readonly #currentId: string;
  readonly #registry: KeyRegistry;
  readonly #registered = new Set<string>();

  /** @param keys 32 bytes each, in hex */
  constructor(keys: readonly [string, ...string[]], registry: KeyRegistry) {
    this.#keys = new Map(keys.map((hex) => [keyIdOf(hex), Buffer.from(hex, 'hex')] as const));
    this.#currentId = keyIdOf(keys[0]);
    this.#registry = registry;
  }

  /** Registers the key that seals, unless this process has done so. */
  async register(): Promise<void> {
    const keyId = this.#currentId;
    if (this.#registered.has(keyId)) return;
    await this.#registry.register(keyId);
    this.#registered.add(keyId);
  }

  /** Seals bytes, bound to `bound`. The key is registered before its first use. */
  async seal(plain: Uint8Array, bound: Uint8Array): Promise<{ keyId: string; sealed: Uint8Array }> {
    const keyId = this.#currentId;
    await this.register();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keys.get(keyId)!, iv).setAAD(bound);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return { keyId, sealed: Buffer.concat([iv, cipher.getAuthTag(), sealed]) };
  }

  /**
   * Opens bytes that were bound to `bound`; null for anything that no key of ours sealed like that.
   * @throws PayloadKeyMissingError for a registered key that this process lacks
   */
  async open(keyId: string, sealed: Uint8Array, bound: Uint8Array | null): Promise<Uint8Array | null> {
    if (keyId === '' || !(await this.#isRegistered(keyId))) return null;
    const key = this.#keys.get(keyId);
    if (!key) throw new PayloadKeyMissingError(keyId);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      }).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      if (bound) decipher.setAAD(bound);
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    } catch {
      return null;
    }
  }

  async #isRegistered(keyId: string): Promise<boolean> {
    if (this.#registered.has(keyId)) return true;
    const registered = await this.#registry.isRegistered(keyId);
    // Only a yes is kept: a key may be registered at any moment.
    if (registered) this.#registered.add(keyId);
    return registered;
  }
}

function keyIdOf(hex: string): string {
  return createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex').slice(0, 8);
}
