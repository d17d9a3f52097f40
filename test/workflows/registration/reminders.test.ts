import { describe, expect, it } from 'vitest';
import { sendReminders } from '../../../activities/registration/send-reminders.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, mailsTo } from '../../support/records.ts';
import { accepted, type Candidate } from '../../support/walk.ts';
import { unpaidSeat } from '../../support/unpaid-seat.ts';

const skipping = await startSkippingPlatform();
const { platform, clock, pass } = skipping;
const REMINDER = '请尽快支付，逾期释放座位 / Pay now to keep your seats';

async function sweep(): Promise<void> {
  await sendReminders(platform.db, { at: clock.now(), limit: 100 });
  await platform.deliverMessages();
}

const remindersTo = (candidate: Candidate) =>
  mailsTo(platform, candidate).filter((subject) => subject === REMINDER).length;
const textsTo = (candidate: Candidate) =>
  platform.texts.filter(({ to }) => to === candidate.passport.mobile).length;

describe('reminders of an unpaid deadline', () => {
  it('come six hours and one hour before it, once each, by mail and text', async () => {
    const { candidate } = await unpaidSeat(skipping, { leftMs: 6 * HOUR_MS + 10 * MINUTE_MS });
    await sweep();
    expect(remindersTo(candidate)).toBe(0);

    await pass(15 * MINUTE_MS);
    await sweep();
    await sweep();
    expect(remindersTo(candidate)).toBe(1);
    expect(textsTo(candidate)).toBe(1);

    // No reminder is sent again, whatever is written to the registration and whatever the relay has forgotten.
    accepted(await candidate.setQuickPrint(false));
    await sweep();
    expect(remindersTo(candidate)).toBe(1);

    await pass(5 * HOUR_MS);
    await sweep();
    await sweep();
    expect(remindersTo(candidate)).toBe(2);
    expect(textsTo(candidate)).toBe(2);
  });

  it('are not sent to who has paid', async () => {
    const { candidate, payUrl } = await unpaidSeat(skipping, { leftMs: 7 * HOUR_MS });
    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration())).toMatchObject({ stage: 'paid' });
    await pass(6.5 * HOUR_MS);
    await sweep();
    expect(remindersTo(candidate)).toBe(0);
  });

  it('are not sent while the payment is being confirmed', async () => {
    const { candidate, orderNo } = await unpaidSeat(skipping, { leftMs: 7 * HOUR_MS });
    await platform.sandbox.behave({ gateway: 'error' });
    accepted(await candidate.refresh(orderNo));
    await pass(2 * HOUR_MS);
    await sweep();
    expect(remindersTo(candidate)).toBe(0);
    await platform.sandbox.behave({ gateway: 'up' });
  });
});
