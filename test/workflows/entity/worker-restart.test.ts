import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, expectLedgerRight, expectSettled, statusOf } from '../../support/records.ts';
import { mintCet6Place, mintPending, mintReviewer, reviewRecord } from '../../support/review-walk.ts';
import { seatsOf } from '../../support/seats.ts';
import { unpaidSeat } from '../../support/unpaid-seat.ts';
import { accepted } from '../../support/walk.ts';

const skipping = await startSkippingPlatform({ maxCachedWorkflows: 0 });
const { platform, pass } = skipping;
const { sandbox } = platform;

/** Mints a re-check that waits for the school, with an hour left of online registration. */
const undecided = async () =>
  mintPending(
    platform,
    await mintCet6Place(platform, { windows: { registration: { opensIn: -HOUR_MS, closesIn: HOUR_MS } } }),
  );
const reviewStateOf = async (reviewId: string) => (await reviewRecord(platform, reviewId)).state;

it('the deadline of a registration is kept over a restart', async () => {
  const { candidate, offering, payUrl } = await unpaidSeat(skipping, { leftMs: HOUR_MS });
  await sandbox.signIn(payUrl);
  await platform.restartWorker();

  await pass(2 * HOUR_MS);
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0, paid: 0 });
  await expectSettled(platform, candidate);
});

it('the end of a re-check is kept over a restart', async () => {
  const { reviewId, reviewWorkflow } = await undecided();
  await platform.restartWorker();

  await pass(2 * HOUR_MS);
  await eventually(() => reviewStateOf(reviewId)).toBe('expired');
  await eventually(() => statusOf(platform, reviewWorkflow)).toBe('COMPLETED');
});

it('a decision that was made while no worker ran stands, though the end passed meanwhile', async () => {
  const { reviewId, reviewWorkflow } = await undecided();
  await platform.stopWorker();
  accepted(await (await mintReviewer(platform, {})).approve(reviewId));
  const passing = pass(3 * HOUR_MS);
  await platform.deliverMessages();

  await platform.resumeWorker();
  await passing;
  await eventually(() => statusOf(platform, reviewWorkflow)).toBe('COMPLETED');
  expect(await reviewStateOf(reviewId)).toBe('approved');
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
