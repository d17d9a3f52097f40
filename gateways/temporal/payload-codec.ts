import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;
const ENCODING = 'binary/encrypted';
/** An encoding that no converter knows, so that its payload is read as UNDECODABLE. */
const BROKEN_ENCODING = 'binary/undecodable';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const utf8 = new TextEncoder();
const text = new TextDecoder();

/** The error when we do not have the key of a payload. The task waits until a worker has it; nothing is dropped. */
export class PayloadKeyMissingError extends Error {
  constructor(keyId: string) {
    super(`payload key ${keyId} is missing on this process`);
    this.name = 'PayloadKeyMissingError';
  }
}

/**
 * Encrypts Temporal payloads with AES-256-GCM. The first key encrypts, all keys decrypt, so that keys can be changed.
 * @param keys 32 bytes each, in hex
 */
export function createPayloadCodec(keys: [string, ...string[]]): PayloadCodec {
  const ring = new Map(keys.map((hex) => [keyIdOf(hex), Buffer.from(hex, 'hex')] as const));
  const currentId = keyIdOf(keys[0]);

  const encode = (payload: Payload): Payload => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', ring.get(currentId)!, iv);
    const plain = PayloadMessage.encode(payload).finish();
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return {
      metadata: { encoding: utf8.encode(ENCODING), 'encryption-key-id': utf8.encode(currentId) },
      data: Buffer.concat([iv, cipher.getAuthTag(), sealed]),
    };
  };

  const decode = (payload: Payload): Payload => {
    if (!payload.metadata?.encoding || text.decode(payload.metadata.encoding) !== ENCODING) return payload;
    const keyId = text.decode(payload.metadata['encryption-key-id'] ?? new Uint8Array());
    const key = ring.get(keyId);
    if (!key) throw new PayloadKeyMissingError(keyId);
    try {
      const data = payload.data ?? new Uint8Array();
      const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, IV_BYTES)).setAuthTag(
        data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
      );
      const plain = Buffer.concat([decipher.update(data.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return PayloadMessage.decode(plain);
    } catch {
      return { metadata: { encoding: utf8.encode(BROKEN_ENCODING) }, data: new Uint8Array() };
    }
  };

  return {
    encode: async (payloads) => payloads.map(encode),
    decode: async (payloads) => payloads.map(decode),
  };
}

function keyIdOf(hex: string): string {
  return createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex').slice(0, 8);
}
