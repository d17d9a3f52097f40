import { describe, expect, it } from 'vitest';
import { createAttemptLimits } from '../../../api/http/attempt-limits.ts';
import { clientAddress } from '../../../api/http/client-address.ts';
import { createTestApi, refusal } from '../test-api.ts';

describe('the address of a client', () => {
  it.each([
    ['its connection, without proxies', '192.0.2.1', undefined, 0, '192.0.2.1'],
    ['its connection, whatever it claims', '192.0.2.1', '203.0.113.9', 0, '192.0.2.1'],
    ['what the one proxy saw', '10.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
    ['what the one proxy saw, not what was sent along', '10.0.0.1', '1.1.1.1, 203.0.113.9', 1, '203.0.113.9'],
    ['what the outer of two proxies saw', '10.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['the first of too few', '10.0.0.1', '203.0.113.9', 2, '203.0.113.9'],
    ['the proxy, when it says nothing', '10.0.0.1', undefined, 1, '10.0.0.1'],
    ['the same in either notation', '::ffff:192.0.2.1', undefined, 0, '192.0.2.1'],
    ['unknown at worst', undefined, undefined, 0, 'unknown'],
  ])('is %s', (_, peer, forwardedFor, proxies, expected) => {
    expect(clientAddress(peer, forwardedFor, proxies)).toBe(expected);
  });
});

describe('the limit on sign-ins of an address', () => {
  it('is not escaped by inventing X-Forwarded-For', async () => {
    const api = await createTestApi();
    const limits = createAttemptLimits(api.db);
    await Promise.all(Array.from({ length: 300 }, () => limits.count('signInAddress', '192.0.2.1')));
    const form = { account: 'nobody@example.test', password: 'Not-the-one-1', captcha: await api.captcha() };
    const response = await api.post('/api/sessions', form, {
      peer: '192.0.2.1',
      headers: { 'X-Forwarded-For': '203.0.113.9' },
    });
    expect(await refusal(response)).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });
});
