import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { forgetExpiredCaptchas } from '../../../db/passport/spend-captcha.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();

let tries = 0;

/** Tries a captcha on a form: any would do, and past the captcha this one is refused because nobody has the account. */
async function tryWith(captcha: string) {
  tries += 1;
  const form = { account: `nobody-${tries}@example.test`, password: 'Not-a-password-1', captcha };
  return refusal(await api.post('/api/sessions', form));
}

const altered = (solution: string, change: Record<string, unknown>) =>
  Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(solution, 'base64').toString()), ...change }),
  ).toString('base64');

describe('captcha', () => {
  it('takes a solution once', async () => {
    const captcha = await api.solvedCaptcha();
    expect((await tryWith(captcha)).code).toBe('WRONG_CREDENTIALS');
    expect(await tryWith(captcha)).toEqual({ status: 400, code: 'CAPTCHA_USED' });
  });

  it('takes a solution once when it comes many times at once', async () => {
    const captcha = await api.solvedCaptcha();
    const codes = (await Promise.all([1, 2, 3, 4].map(() => tryWith(captcha)))).map(({ code }) => code);
    expect(codes.toSorted()).toEqual(['CAPTCHA_USED', 'CAPTCHA_USED', 'CAPTCHA_USED', 'WRONG_CREDENTIALS']);
  });

  it('refuses a solution after ten minutes', async () => {
    const captcha = await api.solvedCaptcha();
    api.clock.advance(10 * MINUTE_MS);
    expect(await tryWith(captcha)).toEqual({ status: 400, code: 'CAPTCHA_WRONG' });
  });

  it('refuses what was not solved, not ours, or altered', async () => {
    const captcha = await api.solvedCaptcha();
    const { number, salt } = JSON.parse(Buffer.from(captcha, 'base64').toString()) as {
      number: number;
      salt: string;
    };
    const longerLife = salt.replace(/expires=(\d+)/, (_, seconds) => `expires=${Number(seconds) + 600}`);
    const wrong = [
      'not base64 of anything',
      Buffer.from('[]').toString('base64'),
      altered(captcha, { number: number + 1 }),
      altered(captcha, { number: null }),
      altered(captcha, { salt: longerLife }),
      altered(captcha, { signature: '0'.repeat(64) }),
      altered(captcha, { algorithm: 'SHA-1' }),
    ];
    const outcomes = [];
    for (const solution of wrong) outcomes.push(await tryWith(solution));
    expect(outcomes).toEqual(outcomes.map(() => ({ status: 400, code: 'CAPTCHA_WRONG' })));
    expect((await tryWith(captcha)).code).toBe('WRONG_CREDENTIALS');
  });

  it('forgets spent solutions once they have expired', async () => {
    await tryWith(await api.solvedCaptcha());
    api.clock.advance(11 * MINUTE_MS);
    await tryWith(await api.solvedCaptcha());
    await forgetExpiredCaptchas(api.db, api.clock.now());
    const [row] = await api.db.execute<{ kept: string }>(sql`select count(*) as kept from captcha_uses`);
    expect(Number(row?.kept)).toBe(1);
  });
});
