import { describe, expect, it } from 'vitest';
import { runStaffCommand } from '../../../stack/commands/staff-command.ts';
import { wide } from '../../support/typed.ts';
import { createTestApi, tokenIn } from '../../api/test-api.ts';

const api = await createTestApi();

async function run(...args: string[]) {
  const lines: string[] = [];
  const exitCode = await runStaffCommand({
    args,
    environment: { MIGRATION_DATABASE_URL: api.ownerUrl },
    clock: api.clock,
    print: (line) => lines.push(line),
  });
  return { exitCode, text: lines.join('\n') };
}

async function signIn(account: string, password: string) {
  const body = { account, password, captcha: await api.captcha() };
  const response = await api.post('/api/staff/sessions', body);
  return { status: response.status, staff: tokenIn(response), body: await response.json() };
}

describe('npm run staff', () => {
  it('makes the first account, which signs in with what is printed', async () => {
    const { exitCode, text } = await run('create', 'first.admin');
    const [account, password = ''] = text.split('\n');
    expect([exitCode, account]).toEqual([0, 'first.admin']);
    const { status, body } = await signIn('first.admin', password);
    expect([status, body]).toMatchObject([200, { role: 'centreAdmin', scope: '*', next: 'password' }]);
  });

  it('resets it: what was before works no more', async () => {
    const { account, password } = await api.mint.staff();
    const { staff } = await signIn(account, password);
    const { text } = await run('reset', account);
    const [, temporary = ''] = text.split('\n');
    expect((await api.get('/api/staff/me', { staff })).status).toBe(401);
    expect((await signIn(account, password)).status).toBe(401);
    expect((await signIn(account, temporary)).body).toMatchObject({ next: 'password' });
  });

  it('reads what it is told as it was meant', async () => {
    const { code } = await api.mint.province();
    const scope = ['--role', 'provinceAdmin', '--scope', wide(code)];
    const { exitCode, text } = await run('create', `${wide('second-2')}\u200B`, ...scope);
    expect([exitCode, text]).toEqual([0, expect.stringMatching(/^second-2\n/)]);
    const again = await run('reset', 'SECOND-2');
    expect([again.exitCode, again.text]).toEqual([0, expect.stringMatching(/^second-2\n/)]);
    const { body } = await signIn('second-2', again.text.split('\n')[1] ?? '');
    expect(body).toMatchObject({ role: 'provinceAdmin', scope: code });
  });

  it.each([
    [['create', 'first.admin'], 'There is an account first.admin'],
    [['create', 'A B'], 'An account has 3 to 40'],
    [['create', 'command-line'], 'is not called command-line'],
    [['create', 'second', '--role', 'root'], 'Role and scope do not fit'],
    [['create', 'second', '--role', 'provinceAdmin'], 'Role and scope do not fit'],
    [
      ['create', 'second', '--role', 'provinceAdmin', '--scope', '00'],
      'There is no province, school or college 00',
    ],
    [['reset', 'nobody'], 'There is no account nobody'],
    [['remove', 'first.admin'], 'npm run staff -- create'],
    [['create', 'second', '--rol', 'support'], 'See npm run staff -- --help'],
  ])('%j is refused and says why', async (args, words) => {
    const { exitCode, text } = await run(...args);
    expect([exitCode, text]).toEqual([2, expect.stringContaining(words)]);
  });
});
