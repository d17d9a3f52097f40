import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, expectLedgerRight, expectSettled } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { unpaidSeat } from '../../support/unpaid-seat.ts';
import { accepted } from '../../support/walk.ts';

const skipping = await startSkippingPlatform({ maxCachedWorkflows: 0 });
const { platform, pass } = skipping;
const { sandbox } = platform;

it('the deadline is kept over a restart', async () => {
  const { candidate, offering, payUrl } = await unpaidSeat(skipping, { leftMs: HOUR_MS });
  await sandbox.signIn(payUrl);
  await platform.restartWorker();

  await pass(2 * HOUR_MS);
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0, paid: 0 });
  await expectSettled(platform, candidate);
});

it('the gateway is still asked after a restart', async () => {
  const { candidate, payUrl } = await unpaidSeat(skipping, { leftMs: MINUTE_MS });
  await sandbox.pay(payUrl, { lost: true });
  await sandbox.behave({ gateway: 'error' });
  await pass(10 * MINUTE_MS);
  await platform.restartWorker();
  await pass(10 * MINUTE_MS);
  await sandbox.behave({ gateway: 'up' });

  await pass(2 * MINUTE_MS);
  await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
  await expectSettled(platform, candidate);
});

it('money that came in while no worker ran keeps its seat, though the deadline passed meanwhile', async () => {
  const { candidate, offering, payUrl } = await unpaidSeat(skipping, { leftMs: MINUTE_MS });
  await sandbox.pay(payUrl);
  await platform.stopWorker();
  const passing = pass(3 * HOUR_MS);
  await platform.deliverNotices();
  expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 1 });

  await platform.resumeWorker();
  await passing;
  await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
  await expectSettled(platform, candidate);
  await expectLedgerRight(platform, offering.id);
});
