import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { createDataConverter } from '../../gateways/temporal/data-converter.ts';
import { KeyRing } from '../../gateways/temporal/key-ring.ts';
import { createPayloadCodec } from '../../gateways/temporal/payload-codec.ts';
import { type Platform, TEST_KEYS } from './platform.ts';

const utf8 = new TextEncoder();
const UNHEARD_OF = { register: async () => {}, isRegistered: async () => false };

/** Ways to write payloads that were not sealed by us for the workflow they are sent to. */
export const FORGERIES = [
  'in clear',
  'without a key id',
  'of a key that was never registered',
  'of the form before payloads were bound',
  'moved from another workflow',
] as const;

export type Forgery = (typeof FORGERIES)[number];

/** A client of somebody who reaches the Temporal server, and reads answers as we do. */
export function forger(platform: Platform, forgery: Forgery): Client {
  const { connection, options } = platform.client;
  const ours = createPayloadCodec(platform.ring);
  const codec: PayloadCodec = {
    encode: encoderOf(platform, forgery),
    decode: (payloads, context) => ours.decode(payloads, context),
  };
  const dataConverter = { ...createDataConverter(platform.ring), payloadCodecs: [codec] };
  return new Client({ connection, namespace: options.namespace, dataConverter });
}

function encoderOf(platform: Platform, forgery: Forgery): PayloadCodec['encode'] {
  switch (forgery) {
    case 'in clear':
      return async (payloads) => payloads;
    case 'without a key id':
      return async (payloads) => payloads.map(withoutKeyId);
    case 'of a key that was never registered': {
      const codec = createPayloadCodec(new KeyRing([randomBytes(32).toString('hex')], UNHEARD_OF));
      return (payloads, context) => codec.encode(payloads, context);
    }
    case 'of the form before payloads were bound':
      return async (payloads) => payloads.map(inOldForm);
    case 'moved from another workflow': {
      const codec = createPayloadCodec(platform.ring);
      return (payloads, context) =>
        codec.encode(payloads, context && { ...context, workflowId: `${context.workflowId}-another` });
    }
  }
}

function withoutKeyId(payload: Payload): Payload {
  return {
    metadata: { ...payload.metadata, encoding: utf8.encode('binary/encrypted') },
    ...(payload.data && { data: payload.data }),
  };
}

/** Seals with the right key, but for nobody. */
function inOldForm(payload: Payload): Payload {
  const key = Buffer.from(TEST_KEYS.payloadKey, 'hex');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const plain = proto.temporal.api.common.v1.Payload.encode(payload).finish();
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return {
    metadata: { encoding: utf8.encode('binary/encrypted'), 'encryption-key-id': utf8.encode(keyId) },
    data: Buffer.concat([iv, cipher.getAuthTag(), sealed]),
  };
}
