import { describe, expect, it } from 'vitest';
import { createTestApi } from '../test-api.ts';
import { documentedOperations } from './documented-operations.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  [rule: string]: unknown;
}

const api = await createTestApi();
const { document, operations } = await documentedOperations(api);
const named = document.components.schemas as Record<string, Schema>;

/** Visits a schema and all that it consists of, named ones too, with the path to each. */
function visit(
  schema: Schema,
  path: string,
  seen: string[],
  look: (one: Schema, path: string) => void,
): void {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    if (!seen.includes(name)) visit(named[name]!, `${path} (${name})`, [...seen, name], look);
    return;
  }
  look(schema, path);
  for (const part of [schema.allOf, schema.anyOf, schema.oneOf].flatMap((all) => all ?? []))
    visit(part, path, seen, look);
  for (const [key, part] of Object.entries(schema.properties ?? {}))
    visit(part, `${path}.${key}`, seen, look);
  if (schema.items) visit(schema.items, `${path}[]`, seen, look);
  if (typeof schema.additionalProperties === 'object')
    visit(schema.additionalProperties, `${path}.*`, seen, look);
}

/** Tells whether a text is as long as its form has it: a pattern of all of it without end, a format of one length, or a file. */
function isBoundByForm({ pattern, format }: Schema): boolean {
  if (format === 'uuid' || format === 'binary') return true;
  return typeof pattern === 'string' && /^\^.*\$$/s.test(pattern) && !/(?<!\\)[*+]|,\}/.test(pattern);
}

/** Lists what lacks a bound in a schema of something that is sent to us. */
function unbounded(schema: Schema, path: string): string[] {
  const found: string[] = [];
  visit(schema, path, [], (one, at) => {
    const types = [one.type].flat();
    const has = (...rules: string[]) => rules.some((rule) => one[rule] !== undefined);
    const open =
      (types.includes('string') && !has('maxLength', 'enum', 'const') && !isBoundByForm(one)) ||
      ((types.includes('integer') || types.includes('number')) && !has('maximum', 'enum', 'const')) ||
      (types.includes('array') && !has('maxItems'));
    if (open) found.push(at);
  });
  return found;
}

describe('every request', () => {
  it.each(operations)('$name bounds what is sent', ({ operation }) => {
    const { parameters = [], requestBody } = operation;
    const bodies = Object.values(requestBody?.content ?? {});
    expect([
      ...parameters.flatMap(({ name, schema }) => unbounded(schema as Schema, name)),
      ...bodies.flatMap(({ schema }) => unbounded(schema as Schema, 'body')),
    ]).toEqual([]);
  });
});

describe('every schema', () => {
  const allows = (schema: Schema) =>
    [schema.type].flat().includes('null') || (schema.enum ?? []).includes(null);

  it.each(Object.keys(named))('named %s is never null: who may be null says so beside the name', (name) => {
    expect(allows(named[name]!)).toBe(false);
  });

  it('that may be null does not ask for more than null at once', () => {
    const wrong: string[] = [];
    const answers = operations.flatMap(({ name, operation }) =>
      Object.values(operation.responses ?? {}).flatMap(({ content }) =>
        Object.values(content ?? {}).map(({ schema }) => ({ name, schema: schema as Schema })),
      ),
    );
    expect(answers.length).toBeGreaterThan(operations.length);
    for (const { name, schema } of answers)
      visit(schema, name, [], (one, path) => {
        if (one.allOf?.some(allows)) wrong.push(path);
      });
    expect(wrong).toEqual([]);
  });
});
