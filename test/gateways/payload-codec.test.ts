import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { Payload, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import { describe, expect, it } from 'vitest';
import { type KeyRegistry, KeyRing, PayloadKeyMissingError } from '../../gateways/temporal/key-ring.ts';
import { createPayloadCodec, createPayloadOpener } from '../../gateways/temporal/payload-codec.ts';

const KEY = 'c3'.repeat(32);
const OTHER_KEY = 'e5'.repeat(32);
const NAMESPACE = 'exams';
const utf8 = new TextEncoder();
const plain: Payload = { metadata: { encoding: utf8.encode('json/plain') }, data: utf8.encode('"seat"') };

/** A registry in memory, as all processes share one. */
function registryOf(...ids: string[]) {
  const registered = new Set(ids);
  const registry: KeyRegistry = {
    register: async (keyId) => void registered.add(keyId),
    isRegistered: async (keyId) => registered.has(keyId),
  };
  return { registry, registered };
}

function workflow(workflowId: string, namespace = NAMESPACE): SerializationContext {
  return { type: 'workflow', namespace, workflowId };
}

function codecWith(keys: [string, ...string[]], shared = registryOf()) {
  return { ...shared, codec: createPayloadCodec(new KeyRing(keys, shared.registry)) };
}

const encodingOf = ({ metadata }: Payload) => Buffer.from(metadata?.encoding ?? '').toString();
const dataOf = ({ data }: Payload) => Buffer.from(data ?? '').toString();
const keyIdOf = (hex: string) =>
  createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex').slice(0, 8);

/** Seals as releases did before payloads were bound to a workflow. */
function sealedInOldForm(key: string): Payload {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), iv);
  const bytes = proto.temporal.api.common.v1.Payload.encode(plain).finish();
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return {
    metadata: {
      encoding: utf8.encode('binary/encrypted'),
      'encryption-key-id': utf8.encode(keyIdOf(key)),
    },
    data: Buffer.concat([iv, cipher.getAuthTag(), sealed]),
  };
}

describe('a payload', () => {
  it.each<[string, SerializationContext]>([
    ['the workflow', workflow('registration/1')],
    [
      'its activity',
      { type: 'activity', namespace: NAMESPACE, workflowId: 'registration/1', isLocal: false },
    ],
    [
      'its local activity',
      { type: 'activity', namespace: NAMESPACE, workflowId: 'registration/1', isLocal: true },
    ],
  ])('sealed for a workflow is read by %s, and says nothing to others', async (_, reader) => {
    const { codec } = codecWith([KEY]);
    const [sealed] = await codec.encode([plain], workflow('registration/1'));
    expect(Buffer.from(sealed!.data!).includes('seat')).toBe(false);
    expect((await codec.decode([sealed!], reader)).map(dataOf)).toEqual(['"seat"']);
  });

  it('of a key that is listed here and was never registered is not ours', async () => {
    const unregistered = { ...registryOf().registry, register: async () => {} };
    const forged = await createPayloadCodec(new KeyRing([OTHER_KEY], unregistered)).encode(
      [plain],
      workflow('registration/1'),
    );
    const { codec, registered } = codecWith([KEY, OTHER_KEY]);
    expect((await codec.decode(forged, workflow('registration/1'))).map(encodingOf)).toEqual([
      'binary/undecodable',
    ]);
    registered.add(keyIdOf(OTHER_KEY));
    expect((await codec.decode(forged, workflow('registration/1'))).map(dataOf)).toEqual(['"seat"']);
  });

  it.each<[string, SerializationContext | undefined]>([
    ['another workflow', workflow('registration/2')],
    ['another namespace', workflow('registration/1', 'elsewhere')],
    ['nobody', undefined],
    ['an activity on its own', { type: 'activity', namespace: NAMESPACE, activityId: 'a', isLocal: false }],
  ])('is not readable for %s', async (_, reader) => {
    const { codec } = codecWith([KEY]);
    const [sealed] = await codec.encode([plain], workflow('registration/1'));
    expect((await codec.decode([sealed!], reader)).map(encodingOf)).toEqual(['binary/undecodable']);
  });

  it('moved to another workflow under its name is not readable there', async () => {
    const { codec } = codecWith([KEY]);
    const [[mine], [theirs]] = [
      await codec.encode([plain], workflow('registration/1')),
      await codec.encode([plain], workflow('registration/2')),
    ];
    const moved = { metadata: theirs!.metadata!, data: mine!.data! };
    expect((await codec.decode([moved], workflow('registration/2'))).map(encodingOf)).toEqual([
      'binary/undecodable',
    ]);
  });

  it('sealed for nobody, as reports of failed tasks are, is read by no workflow, and by people', async () => {
    const shared = registryOf();
    const { codec } = codecWith([KEY], shared);
    const [report] = await codec.encode([plain]);
    for (const reader of [undefined, workflow('registration/1')]) {
      expect((await codec.decode([report!], reader)).map(encodingOf)).toEqual(['binary/undecodable']);
    }
    const open = createPayloadOpener(new KeyRing([KEY], shared.registry), NAMESPACE);
    expect((await open([report!])).map(dataOf)).toEqual(['"seat"']);
  });

  it.each<[string, Payload]>([
    ['in clear', plain],
    ['without anything', {}],
    [
      'that claims to be encrypted, without a key id',
      { metadata: { encoding: utf8.encode('binary/encrypted') } },
    ],
    [
      'whose fields are empty',
      {
        metadata: { encoding: utf8.encode('binary/encrypted'), 'sealed-for': [] as never },
        data: [] as never,
      },
    ],
    ['of the form before payloads were bound', sealedInOldForm(KEY)],
    ['of a key that was never registered', sealedInOldForm(OTHER_KEY)],
  ])('%s is undecodable', async (_, payload) => {
    const { codec } = codecWith([KEY]);
    expect((await codec.decode([payload], workflow('registration/1'))).map(encodingOf)).toEqual([
      'binary/undecodable',
    ]);
  });

  it('of the form before payloads were bound is read by replays', async () => {
    const codec = createPayloadCodec(new KeyRing([KEY], registryOf(keyIdOf(KEY)).registry), {
      acceptsOldForm: true,
    });
    expect((await codec.decode([sealedInOldForm(KEY)], workflow('fake'))).map(dataOf)).toEqual(['"seat"']);
    expect((await codec.decode([plain], workflow('fake'))).map(encodingOf)).toEqual(['binary/undecodable']);
  });
});

describe('a key', () => {
  it('is registered before its first use, and not again', async () => {
    const { codec, registry, registered } = codecWith([KEY]);
    expect(registered).toEqual(new Set());
    registry.register = async (keyId) => {
      expect(registered.has(keyId)).toBe(false);
      registered.add(keyId);
    };
    await codec.encode([plain], workflow('registration/1'));
    await codec.encode([plain], workflow('registration/1'));
    expect(registered).toEqual(new Set([keyIdOf(KEY)]));
  });

  it('that cannot be registered seals nothing, until it can', async () => {
    const { codec, registry } = codecWith([KEY]);
    const { register } = registry;
    registry.register = () => Promise.reject(new Error('no database'));
    await expect(codec.encode([plain], workflow('registration/1'))).rejects.toThrow('no database');
    registry.register = register;
    await expect(codec.encode([plain], workflow('registration/1'))).resolves.toHaveLength(1);
  });

  it('that is registered is waited for where it is missing, and dropped where it never was', async () => {
    const shared = registryOf();
    const [sealed] = await codecWith([OTHER_KEY], shared).codec.encode([plain], workflow('registration/1'));
    const { codec } = codecWith([KEY], shared);
    await expect(codec.decode([sealed!], workflow('registration/1'))).rejects.toThrow(PayloadKeyMissingError);
    const ignorant = codecWith([KEY]).codec;
    expect((await ignorant.decode([sealed!], workflow('registration/1'))).map(encodingOf)).toEqual([
      'binary/undecodable',
    ]);
    const both = codecWith([KEY, OTHER_KEY], shared).codec;
    expect((await both.decode([sealed!], workflow('registration/1'))).map(dataOf)).toEqual(['"seat"']);
  });
});

describe('a changed key, process by process,', () => {
  const [before, after] = [[KEY], [OTHER_KEY, KEY]] as const;
  it.each<[string, readonly [string, ...string[]], readonly [string, ...string[]], string]>([
    ['the new setting reads what the old one sealed', before, after, '"seat"'],
    ['the new setting reads what it sealed', after, after, '"seat"'],
    ['a process prepared for the new key reads it', after, [KEY, OTHER_KEY], '"seat"'],
    ['a process that still seals with the old key is read', [KEY, OTHER_KEY], after, '"seat"'],
    ['a process that was not prepared waits', after, before, 'waits'],
    ['a process that has forgotten the old key waits', before, [OTHER_KEY], 'waits'],
  ])('%s', async (_, sealing, reading, outcome) => {
    const shared = registryOf();
    const [sealed] = await codecWith([...sealing], shared).codec.encode([plain], workflow('registration/1'));
    const read = codecWith([...reading], shared)
      .codec.decode([sealed!], workflow('registration/1'))
      .then(
        (payloads) => payloads.map(dataOf).join(),
        (error) => (error instanceof PayloadKeyMissingError ? 'waits' : String(error)),
      );
    expect(await read).toBe(outcome);
  });
});

describe('what people see in the Temporal UI', () => {
  it('are payloads of every workflow of the namespace, and others as they are', async () => {
    const shared = registryOf();
    const { codec } = codecWith([KEY], shared);
    const open = createPayloadOpener(new KeyRing([KEY], shared.registry), NAMESPACE);
    const [mine] = await codec.encode([plain], workflow('registration/1'));
    const [elsewhere] = await codec.encode([plain], workflow('registration/1', 'elsewhere'));
    const [seen, clear, foreign] = await open([mine!, plain, elsewhere!]);
    expect(dataOf(seen!)).toBe('"seat"');
    expect(clear).toEqual(plain);
    expect(encodingOf(foreign!)).toBe('binary/undecodable');
  });
});
