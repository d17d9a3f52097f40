import { describe, expect, it } from 'vitest';
import { createPasswords } from '../../../api/passport/passwords.ts';
import { isCommonPassword } from '../../../api/passport/common-passwords.ts';
import { createTestApi } from '../test-api.ts';

describe('the queue of hashings', () => {
  it('refuses what would wait too long, and goes on afterwards', async () => {
    const passwords = createPasswords({ concurrent: 1, waiting: 2 });
    const [running, second, third, refused] = ['a', 'b', 'c', 'd'].map((password) =>
      passwords.hash(password).catch((error: unknown) => error),
    );
    expect(passwords.waiting).toBe(2);
    expect(await refused).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 5 });
    const hashes = await Promise.all([running, second, third]);
    expect(hashes.map(String)).toEqual(hashes.map(() => expect.stringMatching(/^\$argon2id\$/)));
    expect(passwords.waiting).toBe(0);
    expect(await passwords.hash('e')).toMatch(/^\$argon2id\$/);
  });

  it('finds the account a password belongs to, if any', async () => {
    const passwords = createPasswords();
    const account = { passwordHash: await passwords.hash('one') };
    expect(await passwords.matches(account, 'one')).toBe(account);
    expect(await passwords.matches(account, 'two')).toBeNull();
    const accented = { passwordHash: await passwords.hash('é-1') };
    expect(await passwords.matches(accented, 'e\u0301-1')).toBe(accented);
    expect(await passwords.matches(null, 'nobody has this password')).toBeNull();
  });
});

describe('a common password', () => {
  it.each([
    'p@ssw0rd123',
    'P@ssW0rd123',
    'password1!',
    'p@ssword2026!',
    '1qaz@wsx',
    'woaini@1314',
    'zhang_123456',
    'qwer!1234',
    'abc123!@#',
    'zaq1@wsx',
    '5201314a!',
    'q1w2e3r$',
    'iloveyou_520',
    'cet4@2026',
    'aaaa1111!',
  ])('%s is known', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each(['correct-horse-9', 'sunshine_482', 'x7#kq2mz', 'blue-river-42', ''])('%s is none', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });
});

describe('the check of a password', async () => {
  const api = await createTestApi();

  it.each([
    ['Password@2026', true],
    ['correct-horse-9', false],
  ])('says of %s whether it is a common one, to anybody', async (password, common) => {
    const response = await api.post('/api/password-checks', { password });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ common });
  });

  it('takes no password that no form takes', async () => {
    const response = await api.post('/api/password-checks', { password: 'x'.repeat(129) });
    expect(response.status).toBe(400);
  });
});
