import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { reviewViewQuery } from '../../../workflows/review/messages.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, mailsTo } from '../../support/records.ts';
import {
  mintCet6Place,
  mintPending,
  mintReviewer,
  moveEnd,
  namesake,
  reviewHistory,
  reviewRecord,
} from '../../support/review-walk.ts';
import { accepted } from '../../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform({ maxCachedWorkflows: 0 });

/** Mints a place whose online registration ends in two days. */
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

describe('when staff move the end', () => {
  const timerOf = async ({ reviewWorkflow }: { reviewWorkflow: string }) =>
    (await platform.client.workflow.getHandle(reviewWorkflow).query(reviewViewQuery)).expiresAt;

  /** @returns the re-check, and when its registration ends now */
  async function moved(closesIn: number, { isTold }: { isTold: boolean }) {
    const place = await endsSoon();
    const candidate = await mintPending(platform, place);
    const endsAt = clock.now() + closesIn;
    await moveEnd(platform, place, endsAt);
    if (isTold) await platform.deliverMessages();
    return { candidate, endsAt };
  }

  it.each([
    ['earlier', DAY_MS],
    ['later', 4 * DAY_MS],
  ])('%s, it waits for that one and lapses then', async (_, closesIn) => {
    const { candidate, endsAt } = await moved(closesIn, { isTold: true });
    await eventually(() => timerOf(candidate)).toBe(endsAt);
    await pass(closesIn - HOUR_MS);
    expect(await stateOf(candidate.reviewId)).toBe('pending');
    await pass(2 * HOUR_MS);
    await eventually(() => stateOf(candidate.reviewId)).toBe('expired');
  });

  it('into the past, it lapses at once', async () => {
    const { candidate } = await moved(-HOUR_MS, { isTold: true });
    await pass(1_000);
    await eventually(() => stateOf(candidate.reviewId)).toBe('expired');
  });

  it('later after it has lapsed, it can be submitted again, and the school decides', async () => {
    const place = await endsSoon();
    const candidate = await mintPending(platform, place);
    await moveEnd(platform, place, clock.now() - HOUR_MS);
    await platform.deliverMessages();
    await pass(1_000);
    await eventually(() => stateOf(candidate.reviewId)).toBe('expired');
    const ticket = await namesake(platform, candidate);
    expect(await candidate.askAgain(ticket)).toMatchObject({ ok: false, code: 'REVIEW_EXPIRED' });

    await moveEnd(platform, place, clock.now() + DAY_MS);
    expect(accepted(await candidate.review()).review).toMatchObject({
      state: 'expired',
      changeRefusal: null,
    });
    expect(accepted(await candidate.askAgain(ticket)).code).toBe('PENDING');
    const reviewer = await mintReviewer(platform, {});
    accepted(await reviewer.approve(candidate.reviewId, 3));
    expect(await reviewHistory(platform, candidate.reviewId)).toEqual([
      'submitted',
      'expired',
      'submitted',
      'approved',
    ]);
  });

  it('later and nobody told it, it looks before it lapses, and goes on', async () => {
    const { candidate } = await moved(4 * DAY_MS, { isTold: false });
    await pass(3 * DAY_MS);
    expect(await stateOf(candidate.reviewId)).toBe('pending');
    await pass(2 * DAY_MS);
    await eventually(() => stateOf(candidate.reviewId)).toBe('expired');
  });

  it('a change that leaves the end where it is tells nobody', async () => {
    const { candidate } = await moved(2 * DAY_MS, { isTold: false });
    const { historyLength } = await platform.client.workflow.getHandle(candidate.reviewWorkflow).describe();
    await platform.deliverMessages();
    const after = await platform.client.workflow.getHandle(candidate.reviewWorkflow).describe();
    expect(after.historyLength).toBe(historyLength);
  });
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
