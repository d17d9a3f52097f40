import { describe, expect, it } from 'vitest';
import { refusal } from '../test-api.ts';
import { type DocumentedOperation, documentedOperations, requestOf } from './documented-operations.ts';
import { createRightsApi } from './rights-api.ts';
import { mintRightsData } from './rights-data.ts';
import { type Addressed, addressOperations, signInsFor } from './rights-operations.ts';

const { api } = await createRightsApi();
const data = await mintRightsData(api);
const OPERATIONS = await addressOperations(api, data);
const { operations } = await documentedOperations(api);

/** Cursors of lists, well formed and with anything in them. */
const CURSORS = [
  ['\0', '\0'],
  ['x', 'y'],
  ['\uD800', ''],
  ['x'.repeat(200), 'true'],
  [1, 2],
  ['x'],
  ['2147483648', '2147483648'],
  ['9223372036854775808', '9223372036854775808'],
  null,
].map((values) => Buffer.from(JSON.stringify(values)).toString('base64url'));

/** What no form sends, in place of a text or a number. */
const HOSTILE: unknown[] = [
  'x\0y',
  '\0',
  '\uD800',
  '\u202E\u200B',
  '王\uE000',
  `0_${'0'.repeat(36)}`,
  `9999999999999_${'0'.repeat(32)}`,
  '99999999999',
  '2147483648',
  '999999999999999',
  '9007199254740993',
  '9223372036854775808',
  '-1',
  'x'.repeat(900),
  '%',
  2_147_483_648,
  9e15,
  2 ** 63,
  -1,
  1.5,
  null,
  [],
  {},
  true,
];

/** Every version of a value with one of its texts, numbers and flags replaced. */
function* spoilt(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) for (const bad of spoilt(item)) yield value.with(index, bad);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      for (const bad of spoilt(item)) yield { ...value, [key]: bad };
  }
  yield* HOSTILE;
}

interface Spoilt extends Addressed {
  /** The rule that the spoilt part is under, and what it was replaced by: what one route's schema refuses, every one's does. */
  underRule?: string;
}

/** Every version of a request with one of its parts replaced; parameters that it leaves out are put in. */
function* spoiltRequests({ operation }: DocumentedOperation, given: Addressed): Generator<Spoilt> {
  const parameters = operation.parameters ?? [];
  const underRule = (part: string, place: string, bad: string) => {
    const parameter = parameters.find((one) => one.in === place && one.name === part);
    return parameter ? { underRule: JSON.stringify([place, parameter.schema, bad]) } : {};
  };
  for (const part of Object.keys(given.path ?? {}))
    for (const bad of HOSTILE.filter((one) => typeof one === 'string'))
      yield {
        ...given,
        path: { ...given.path, [part]: encodeURIComponent(bad.replace(/\p{Cs}/gu, '')) },
        ...underRule(part, 'path', bad),
      };
  for (const { name, in: place } of parameters) {
    if (place !== 'query') continue;
    for (const bad of [...HOSTILE.filter((one) => typeof one === 'string'), ...CURSORS]) {
      const query = new URLSearchParams(given.query ?? '');
      query.set(name, bad);
      yield { ...given, query: query.toString(), ...underRule(name, place, bad) };
    }
  }
  if (given.body !== undefined) for (const body of spoilt(given.body)) yield { ...given, body };
  if (given.form !== undefined)
    for (const bad of HOSTILE.filter((one) => typeof one === 'string'))
      yield { ...given, form: new URLSearchParams({ out_trade_no: bad, v_oid: bad }).toString() };
}

describe('whatever is sent', () => {
  let address = 0;
  /** What a schema refused at one route: the others with that schema never see it. */
  const refusedAtTheDoor = new Set<string>();

  it.each(operations)('$name answers, or says what is wrong with it', async (operation) => {
    const cookies = await signInsFor(api, data, operation, OPERATIONS[operation.name]!);
    const failed: unknown[] = [];
    for (const { underRule, ...given } of spoiltRequests(operation, OPERATIONS[operation.name]!)) {
      if (underRule && refusedAtTheDoor.has(underRule)) continue;
      const asked =
        typeof given.body === 'object' && !Array.isArray(given.body) ? given : { ...given, fresh: undefined };
      const { method, address: path, options } = await requestOf(operation, asked as Addressed);
      const peer = `10.0.${(address >> 8) & 255}.${address++ & 255}`;
      const response = await api.call(method, path, { ...options, ...cookies, peer });
      if (underRule && response.status === 400 && (await refusal(response.clone())).code === 'INVALID_INPUT')
        refusedAtTheDoor.add(underRule);
      if (response.status >= 500) failed.push([path, options.body ?? options.rawBody, response.status]);
    }
    expect(failed).toEqual([]);
  });
});
