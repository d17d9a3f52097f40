import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { startPlatform } from '../../support/platform.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });

describe('register and pay', () => {
  it('takes a candidate from saving to 已支付, and mails', async () => {
    const place = await mintPlace(platform);
    const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', {
      feeFen: 3_000,
    });
    const candidate = await mintCandidate(platform, place);

    const { order, payUrl } = await walkToOrder(candidate, [offering.id]);
    expect(order).toMatchObject({ state: 'open', amountFen: 3_000 });
    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();

    await expect
      .poll(async () => accepted(await candidate.registration()))
      .toMatchObject({
        stage: 'paid',
        payment: { written: { state: 'paid', unpaidFen: 0 } },
        entries: [{ state: 'paid', deadlineAt: null }],
        progress: { writtenSelected: true, writtenPaid: true },
        orders: [{ orderNo: order.orderNo, state: 'paid' }],
      });
    await platform.deliverMessages();
    const told = platform.mails.filter(({ to }) => to === candidate.passport.email);
    expect(told).toMatchObject([
      {
        subject: expect.stringContaining('报名信息已保存'),
        text: expect.stringMatching(/在 \d{4}-.* \d\d:\d\d（北京时间）之前报考科目/),
      },
      {
        subject: expect.stringContaining('座位已保留'),
        text: expect.stringMatching(/英语四级笔试.*在 \d{4}-.* \d\d:\d\d（北京时间）之前支付/),
        calendar: expect.stringContaining('UID:'),
      },
      { subject: expect.stringContaining('支付成功'), calendar: expect.stringContaining('UID:') },
    ]);
  });
});
