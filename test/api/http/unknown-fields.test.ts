import { describe, expect, it } from 'vitest';
import { isFromElsewhere } from '../../../api/http/middleware/same-origin.ts';
import { documentedOperations, requestOf } from './documented-operations.ts';
import { createRightsApi } from './rights-api.ts';
import { mintRightsData } from './rights-data.ts';
import { addressOperations, signInsFor } from './rights-operations.ts';

const { api } = await createRightsApi();
const data = await mintRightsData(api);
const OPERATIONS = await addressOperations(api, data);
const { operations } = await documentedOperations(api);
const withBody = operations.filter(
  ({ operation, path }) => operation.requestBody?.content['application/json'] && !isFromElsewhere(path),
);

/** Every version of a body with one more field, in it or in an object inside of it; with the path to that field. */
function* withOneMore(value: unknown, path: string): Generator<{ body: unknown; path: string }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const more of withOneMore(item, `${path}.${index}`))
        yield { ...more, body: value.with(index, more.body) };
  } else if (typeof value === 'object' && value !== null) {
    yield { body: { ...value, surplus: 'of this' }, path: `${path}.surplus` };
    for (const [key, item] of Object.entries(value))
      for (const more of withOneMore(item, `${path}.${key}`))
        yield { ...more, body: { ...value, [key]: more.body } };
  }
}

describe('a body with a field that its route does not know', () => {
  it.each(withBody)('is refused by name, and nothing is done: $name', async (operation) => {
    const given = OPERATIONS[operation.name]!;
    const { method, address, options } = await requestOf(operation, given);
    const cookies = await signInsFor(api, data, operation, given);
    let tried = 0;
    for (const { body, path } of withOneMore(options.body, 'body')) {
      const peer = `10.1.${tried >> 8}.${tried & 255}`;
      const response = await api.call(method, address, { ...options, ...cookies, body, peer });
      const { code, fields } = (await response.json()) as { code: string; fields?: object[] };
      expect({ code, fields }).toEqual({ code: 'UNKNOWN_FIELD', fields: [{ path, code: 'unknown' }] });
      tried += 1;
    }
    expect(tried).toBeGreaterThan(0);
  });
});
