import { describe, expect, it } from 'vitest';
import { createPasswords } from '../../../api/passport/passwords.ts';
import { isCommonPassword } from '../../../domain/passport/common-passwords.ts';

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
    const accounts = [
      { passwordHash: await passwords.hash('one') },
      { passwordHash: await passwords.hash('two') },
    ];
    expect(await passwords.matches(accounts, 'two')).toBe(accounts[1]);
    expect(await passwords.matches(accounts, 'three')).toBeNull();
    expect(await passwords.matches([], 'nobody has this password')).toBeNull();
  });
});

it('common passwords are compared in small letters', () => {
  expect(isCommonPassword('p@ssw0rd123')).toBe(true);
  expect(isCommonPassword('correct-horse-9')).toBe(false);
});
