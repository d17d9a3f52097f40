import { expect, it } from 'vitest';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

async function holding() {
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const { id: offeringId } = await api.mint.offering(examSessionId, campus.code, '1');
  const passport = await api.mint.passport();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  const entry = { offeringId, subject: '1', state: 'held' } as const;
  await mintPaidRegistration(api, { ...candidate, passportId: passport.id }, [entry], {
    at: api.clock.now(),
  });
  const token = await api.mint.signIn(passport.id);
  return async (userAgent: string) => {
    const response = await api.call('POST', `/api/registration/orders?examSession=${examSessionId}`, {
      candidate: token,
      headers: { 'Idempotency-Key': 'inside-wechat-1', 'User-Agent': userAgent },
      body: { mode: 'written', gateway: 'alipay' },
    });
    return { status: response.status, code: ((await response.json()) as { code: string }).code };
  };
}

it('no order is opened inside WeChat, also for who asks without the page', async () => {
  const openOrder = await holding();
  for (const agent of [
    'Mobile MicroMessenger/8.0.54',
    'wxwork/4.1.22',
    'Chrome/122.0 WindowsWechat(0x63090a13)',
  ])
    expect(await openOrder(`Mozilla/5.0 ${agent}`)).toEqual({ status: 409, code: 'OPEN_IN_BROWSER' });
  expect((await openOrder('Mozilla/5.0 Chrome/131.0.0.0')).code).not.toBe('OPEN_IN_BROWSER');
});
