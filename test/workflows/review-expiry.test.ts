import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { windows } from '../../db/schema/index.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { startSkippingPlatform } from '../support/platform-time.ts';
import { eventually, mailsTo } from '../support/records.ts';
import {
  mintCet6Place,
  mintPending,
  mintReviewer,
  reviewHistory,
  reviewRecord,
} from '../support/review-walk.ts';
import { accepted } from '../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform({ maxCachedWorkflows: 0 });

/** Online registration ends in two days. */
const endsSoon = () =>
  mintCet6Place(platform, { windows: { registration: { opensIn: -DAY_MS, closesIn: 2 * DAY_MS } } });
const stateOf = async (reviewId: string) => (await reviewRecord(platform, reviewId)).state;

it('lapses undecided when online registration ends, not before, and no reviewer can decide it any more', async () => {
  const candidate = await mintPending(platform, await endsSoon());
  const reviewer = await mintReviewer(platform, {});
  await pass(2 * DAY_MS - HOUR_MS);
  expect(await stateOf(candidate.reviewId)).toBe('pending');
  await pass(2 * HOUR_MS);
  await eventually(() => stateOf(candidate.reviewId)).toBe('expired');
  expect(await reviewer.approve(candidate.reviewId)).toMatchObject({ status: 409, code: 'REVIEW_EXPIRED' });
  await platform.deliverMessages();
  expect(mailsTo(platform, candidate)).toEqual([expect.stringContaining('已失效')]);
  expect(await reviewHistory(platform, candidate.reviewId)).toEqual(['submitted', 'expired']);
});

it('goes on when staff moved the end, and lapses then', async () => {
  const place = await endsSoon();
  const candidate = await mintPending(platform, place);
  const movedTo = new Date(clock.now().getTime() + 4 * DAY_MS);
  await platform.db
    .update(windows)
    .set({ closesAt: movedTo })
    .where(eq(windows.examSessionId, place.examSessionId));
  await pass(3 * DAY_MS);
  expect(await stateOf(candidate.reviewId)).toBe('pending');
  await pass(2 * DAY_MS);
  await eventually(() => stateOf(candidate.reviewId)).toBe('expired');
});

it('stays decided: neither an approval nor a rejection lapses, and nothing can be changed after the end', async () => {
  const place = await endsSoon();
  const reviewer = await mintReviewer(platform, {});
  const [approved, rejected] = [await mintPending(platform, place), await mintPending(platform, place)];
  accepted(await reviewer.approve(approved.reviewId));
  accepted(await reviewer.reject(rejected.reviewId));
  await platform.deliverMessages();
  await pass(3 * DAY_MS);
  expect([await stateOf(approved.reviewId), await stateOf(rejected.reviewId)]).toEqual([
    'approved',
    'rejected',
  ]);
  expect(await rejected.takeBack()).toMatchObject({ code: 'REGISTRATION_CLOSED' });
  await eventually(async () => {
    const { status } = await platform.client.workflow.getHandle(rejected.reviewWorkflow).describe();
    return status.name;
  }).toBe('COMPLETED');
});
