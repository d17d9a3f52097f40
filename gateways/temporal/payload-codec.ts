import { createHash } from 'node:crypto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { KeyRing } from './key-ring.ts';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const OWNER = 'sealed-for';
const OWNER_BYTES = 16;
/** The owner of what belongs to no workflow: the SDK's reports of tasks that failed, which only people read. */
const NOBODY = Buffer.alloc(OWNER_BYTES);
/** Key ids are eight hexadecimal digits; nothing else is worth asking the registry about. */
const KEY_ID_FORM = /^[0-9a-f]{8}$/;
const utf8 = new TextEncoder();
const text = new TextDecoder();

/** A payload of an encoding that no converter knows, so that it is read as UNDECODABLE. */
const undecodable = (): Payload => ({
  metadata: { encoding: utf8.encode('binary/undecodable') },
  data: new Uint8Array(),
});

interface CodecOptions {
  /**
   * Also opens payloads of the form before they were bound to a workflow. For replays of recorded histories alone: such
   * a payload proves nothing about whom it was sealed for.
   */
  acceptsOldForm?: boolean;
}

/**
 * Seals Temporal payloads for the one workflow they belong to. Whatever was not sealed by us for that very workflow
 * reaches it only as UNDECODABLE: a payload in clear, of an unregistered key, or moved from another workflow.
 */
export function createPayloadCodec(
  ring: KeyRing,
  { acceptsOldForm = false }: CodecOptions = {},
): PayloadCodec {
  const encode = async (payload: Payload, context: SerializationContext | undefined): Promise<Payload> => {
    const owner = ownerOf(context);
    const plain = PayloadMessage.encode(payload).finish();
    const { keyId, sealed } = await ring.seal(plain, boundTo(context?.namespace, owner ?? NOBODY));
    return {
      metadata: { encoding: utf8.encode(ENCODING), [KEY_ID]: utf8.encode(keyId), [OWNER]: owner ?? NOBODY },
      data: sealed,
    };
  };

  const decode = async (payload: Payload, context: SerializationContext | undefined): Promise<Payload> => {
    const owner = ownerOf(context);
    if (!context || !owner || !isSealed(payload)) return undecodable();
    const named = bytesOf(payload.metadata?.[OWNER]);
    if (named.length === 0) return acceptsOldForm ? openPayload(ring, payload, null) : undecodable();
    if (!owner.equals(named)) return undecodable();
    return openPayload(ring, payload, boundTo(context.namespace, owner));
  };

  return {
    encode: (payloads, context) => Promise.all(payloads.map((payload) => encode(payload, context))),
    decode: (payloads, context) => Promise.all(payloads.map((payload) => decode(payload, context))),
  };
}

/** Opens payloads for people to look at, whichever workflow of the namespace they were sealed for. */
export type PayloadOpener = (payloads: Payload[]) => Promise<Payload[]>;

/** Creates the opener for the Temporal UI, which does not say where it found a payload: the payload says it itself. */
export function createPayloadOpener(ring: KeyRing, namespace: string): PayloadOpener {
  const open = async (payload: Payload): Promise<Payload> => {
    const owner = bytesOf(payload.metadata?.[OWNER]);
    if (!isSealed(payload) || owner.length !== OWNER_BYTES) return payload;
    return openPayload(ring, payload, boundTo(NOBODY.equals(owner) ? undefined : namespace, owner));
  };
  return (payloads) => Promise.all(payloads.map(open));
}

async function openPayload(ring: KeyRing, payload: Payload, bound: Uint8Array | null): Promise<Payload> {
  const keyId = text.decode(bytesOf(payload.metadata?.[KEY_ID]));
  if (!KEY_ID_FORM.test(keyId)) return undecodable();
  const plain = await ring.open(keyId, bytesOf(payload.data), bound);
  return plain ? PayloadMessage.decode(plain) : undecodable();
}

function isSealed({ metadata }: Payload): boolean {
  return text.decode(bytesOf(metadata?.encoding)) === ENCODING;
}

/** Reads bytes as they come from a server: none are an empty list, or missing. */
function bytesOf(value: Uint8Array | null | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/** Digests the workflow that a payload belongs to; null for what belongs to none, e.g. an activity on its own. */
function ownerOf(context: SerializationContext | undefined): Buffer | null {
  if (!context?.workflowId) return null;
  return createHash('sha256').update(context.workflowId).digest().subarray(0, OWNER_BYTES);
}

function boundTo(namespace: string | undefined, owner: Uint8Array): Uint8Array {
  return Buffer.concat([utf8.encode(`${namespace ?? ''}\0`), owner]);
}
