import { describe, expect, it } from 'vitest';
import { clientAddress, clientNetwork } from '../../../api/http/client-address.ts';
import { attempts } from '../../../db/schema/index.ts';
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
    ['the same from every port', '10.0.0.1', '203.0.113.9:50123', 1, '203.0.113.9'],
    ['the same from every port, in IPv6', '10.0.0.1', '[2001:db8::9]:50123', 1, '2001:db8::9'],
    ['the same in brackets', '10.0.0.1', '[2001:db8::9]', 1, '2001:db8::9'],
    ['the same in either notation', '::ffff:192.0.2.1', undefined, 0, '192.0.2.1'],
    ['unknown at worst', undefined, undefined, 0, 'unknown'],
  ])('is %s', (_, peer, forwardedFor, proxies, expected) => {
    expect(clientAddress(peer, forwardedFor, proxies)).toBe(expected);
  });
});

describe('the network that tries are counted by', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1:2%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['x:y::z', 'x:y::z'],
  ])('of %s is %s', (address, network) => {
    expect(clientNetwork(address)).toBe(network);
  });
});

describe('the limit on sign-ins of an address', () => {
  it('is not escaped by inventing X-Forwarded-For', async () => {
    const api = await createTestApi();
    const expire = Date.now() + 600_000;
    await api.db.insert(attempts).values({ key: 'signInAddress:192.0.2.1', points: 6_000, expire });
    const form = { account: 'nobody@example.test', password: 'Not-the-one-1', captcha: await api.captcha() };
    const response = await api.post('/api/sessions', form, {
      peer: '192.0.2.1',
      headers: { 'X-Forwarded-For': '203.0.113.9' },
    });
    expect(await refusal(response)).toEqual({ status: 429, code: 'SIGN_IN_LOCKED' });
  });
});
