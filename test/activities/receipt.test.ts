import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Activities } from '../../activities/index.ts';
import { withReceipts } from '../../activities/receipt.ts';

it('what an activity fails with holds no statement and none of its values', async () => {
  const cause = Object.assign(new Error('duplicate: secret'), {
    code: '23505',
    constraint_name: 'one_of_it',
  });
  const refuse = async () => {
    throw new DrizzleQueryError(
      'insert into people',
      Array.from({ length: 100_000 }, () => 'secret'),
      cause,
    );
  };
  const failing = withReceipts({ readRecord: refuse } as unknown as Activities)['readRecord']!;
  const error = (await failing({}).catch((thrown: unknown) => thrown)) as Error;
  expect(error.message).toBe('a statement failed: 23505: one_of_it');
  expect(error.stack).toContain('receipt.test.ts');
  expect(`${error.stack}${error.cause}`).not.toMatch(/secret|insert/);
});

it('other failures stay as they are', async () => {
  const failure = new Error('the registration changed meanwhile: look again');
  const failing = withReceipts({
    readRecord: async () => {
      throw failure;
    },
  } as unknown as Activities)['readRecord']!;
  await expect(failing({})).rejects.toBe(failure);
});
