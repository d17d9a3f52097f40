import { expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, mintCandidate, mintPlace } from '../../support/walk.ts';

const { platform, pass } = await startSkippingPlatform();

it('releases an unpaid seat 24 hours after it was taken, deletes the registration, and lets the candidate come back', async () => {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  await pass(HOUR_MS);
  accepted(await candidate.select([offering.id]));

  await pass(24 * HOUR_MS - 60_000);
  expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1 });
  await pass(120_000);
  await expect.poll(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0 });
  expect(await candidate.registration()).toMatchObject({ ok: false, code: 'REGISTRATION_NOT_FOUND' });
  await platform.deliverMessages();
  expect(platform.mails.map((mail) => mail.subject)).toEqual([
    expect.stringContaining('未支付的科目已取消'),
    expect.stringContaining('报名信息已删除'),
  ]);

  accepted(await candidate.save());
  expect(accepted(await candidate.select([offering.id])).registration?.entries).toMatchObject([
    { state: 'unpaid' },
  ]);
});
