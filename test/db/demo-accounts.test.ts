import { hash } from '@node-rs/argon2';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkedEnvironment, EnvironmentError } from '../../config/environment.ts';
import { DEMO_STAFF, demoPassword } from '../../db/demo-accounts.ts';
import { databaseProblems } from '../../db/keys/database-problems.ts';
import { onDatabase } from '../support/sql.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { url, ownerUrl } = await createTestDatabase();
const REFUSED = /^DATABASE_URL: the database holds accounts of the demo, whose passwords everybody knows/;
const problems = (production: boolean) => databaseProblems(url, { production });
const fill = (statement: string) => onDatabase(ownerUrl, (sql) => sql.unsafe(statement));
const account = async (name: string, password: string) =>
  fill(`insert into staff_accounts (account, role, scope, password_hash)
    values ('${name}', 'support', '*', '${await hash(password)}')`);

beforeEach(() => fill('delete from staff_accounts'));

describe('production does not start', () => {
  it.each(DEMO_STAFF)('on a database where %s has the password of the demo', async (name) => {
    await account(name, demoPassword(name));
    expect(await problems(true)).toEqual([expect.stringMatching(REFUSED)]);
    expect((await problems(true)).join()).toContain(name);
    expect(await problems(false)).toEqual([]);
  });

  it('and says so among everything else that is to be mended', async () => {
    await account('finance', demoPassword('finance'));
    const refusal = await checkedEnvironment(databaseProblems, { DATABASE_URL: url }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(EnvironmentError);
    const lines = (refusal as EnvironmentError).problems;
    expect(lines).toContain('DATA_KEY: is missing');
    expect(lines.filter((line) => REFUSED.test(line))).toHaveLength(1);
  });
});

describe('production starts', () => {
  it('on an empty database', async () => {
    expect(await problems(true)).toEqual([]);
  });

  it('with an account of such a name that has a password of its own', async () => {
    await account('finance', 'a password of its own');
    expect(await problems(true)).toEqual([]);
  });
});

// The audit log keeps it for good: it needs a database of its own.
it('production does not start on a database that was filled as a demo, whatever became of its staff', async () => {
  const filled = await createTestDatabase();
  await onDatabase(filled.url, (sql) =>
    sql.unsafe(`insert into audit_log (actor, action, target, details, happened_at)
      values ('timer', 'demoFilled', '2026-2', '{}', '2026-11-01')`),
  );
  expect(await databaseProblems(filled.url, { production: true })).toEqual([
    expect.stringMatching(/\(candidates\)/),
  ]);
  expect(await databaseProblems(filled.url, { production: false })).toEqual([]);
});
