import { describe, expect, it } from 'vitest';
import { systemClock } from '../../config/clock.ts';
import { startPlatform } from '../support/platform.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });

describe('register and pay', () => {
  it('takes a candidate from saving to 已支付', async () => {
    const place = await mintPlace(platform);
    const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { feeFen: 3_000 });
    const candidate = await mintCandidate(platform, place);

    const { order, payUrl } = await walkToOrder(candidate, [offering.id]);
    expect(order).toMatchObject({ state: 'open', amountFen: 3_000 });
    await platform.sandbox.pay(payUrl);
    await platform.relay.drain();

    const paid = await until(async () => {
      const registration = accepted(await candidate.registration());
      return registration.payment.written.state === 'paid' ? registration : null;
    });
    expect(paid.entries).toMatchObject([{ state: 'paid', deadlineAt: null }]);
    expect(paid.progress).toMatchObject({ writtenSelected: true, writtenPaid: true });
    await platform.relay.drain();
    expect(platform.mails.map((mail) => mail.to)).toContain(candidate.passport.email);
  });
});

async function until<Result>(look: () => Promise<Result | null>): Promise<Result> {
  for (let looks = 0; looks < 100; looks++) {
    const result = await look();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to pass');
}
