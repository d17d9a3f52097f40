import { expect, it } from 'vitest';
import { HOUR_MS, isoInstant, MINUTE_MS } from '../../../domain/time.ts';
import { orderedThrough, paymentWays } from '../../support/payment-ways.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, mailsTo, ordersOf, recordOf } from '../../support/records.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { accepted } from '../../support/walk.ts';

// Workflows go by the time of their server.
const clock = createTestClock(isoInstant(Date.now()));
const platform = await startPlatform({ clock });
const ways = paymentWays(platform);

const orderedAt = (gateway: 'alipay' | 'payease' = 'alipay') => orderedThrough(platform, ways[gateway]);

const stageOf = async ({ registrationId }: { registrationId: string }) =>
  (await recordOf(platform, registrationId)).stage;

it.each(['alipay', 'payease'] as const)(
  'who has paid on one device and looks on another sees it, though the notice of %s is lost',
  async (gateway) => {
    const { candidate, payUrl } = await orderedAt(gateway);
    await ways[gateway].pay(payUrl, { lost: true });
    clock.advance(MINUTE_MS);
    await platform.deliverMessages();
    expect(await stageOf(candidate)).toBe('unpaid');

    accepted(await candidate.registration());
    await platform.deliverMessages();
    await eventually(() => stageOf(candidate)).toBe('paid');
    expect(accepted(await candidate.registration()).orders).toMatchObject([{ state: 'paid' }]);
    await platform.deliverMessages();
    expect(mailsTo(platform, candidate)).toEqual([expect.stringContaining('支付成功')]);
  },
);

it('money is found without anybody looking, long before the deadline', async () => {
  const { candidate, payUrl } = await orderedAt();
  await ways.alipay.pay(payUrl, { lost: true });
  clock.advance(5 * MINUTE_MS);
  await platform.deliverMessages();
  await eventually(() => stageOf(candidate)).toBe('paid');
});

it('however often pages look, a gateway is asked about an order once in half a minute', async () => {
  const { candidate, orderNo } = await orderedAt();
  clock.advance(MINUTE_MS);
  const asked: (number | null | undefined)[] = [];
  for (let look = 0; look < 10; look++) {
    accepted(await candidate.registration());
    await platform.deliverMessages();
    asked.push((await ordersOf(platform, candidate.registrationId))[0]?.askTriedAt);
    clock.advance(6_000);
  }
  expect(new Set(asked).size).toBe(2);
  expect(accepted(await candidate.registration()).orders).toMatchObject([{ orderNo, state: 'open' }]);
});

it('a page is told when the gateway was asked, also where nothing else has changed', async () => {
  const { candidate } = await orderedAt();
  clock.advance(MINUTE_MS);
  expect(accepted(await candidate.registration()).orders).toMatchObject([{ askedAt: null }]);
  const before = clock.now();
  await platform.deliverMessages();
  expect(accepted(await candidate.registration()).orders).toMatchObject([
    { state: 'open', askedAt: isoInstant(before) },
  ]);
});

it('a gateway that does not answer is asked again later, and its silence is no answer', async () => {
  const { candidate, payUrl } = await orderedAt();
  await ways.alipay.pay(payUrl, { lost: true });
  await ways.alipay.behave({ gateway: 'error' });
  clock.advance(5 * MINUTE_MS);
  await platform.deliverMessages();
  expect(await ordersOf(platform, candidate.registrationId)).toMatchObject([
    { state: 'open', askedAt: null },
  ]);

  await ways.alipay.behave({ gateway: 'up' });
  clock.advance(HOUR_MS);
  await platform.deliverMessages();
  await eventually(() => stageOf(candidate)).toBe('paid');
});
