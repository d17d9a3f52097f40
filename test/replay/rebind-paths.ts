import { rebind } from '../support/rebind-walk.ts';
import { eventually, statusOf } from '../support/records.ts';
import { mintCet6Place, mintPending, mintReviewer } from '../support/review-walk.ts';
import {
  accepted,
  type Candidate,
  candidateOf,
  mintCandidate,
  mintPlace,
  walkToOrder,
} from '../support/walk.ts';
import type { SkippingPlatform } from '../support/platform-time.ts';
import type { Path } from './paths.ts';

/** Moves a registration with an open order to a new passport; its workflow has not been told yet. */
async function moved({ platform }: SkippingPlatform) {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  const candidate = await mintCandidate(platform, place);
  const { payUrl } = await walkToOrder(candidate, [offering.id]);
  const { registrationId: id, digest } = candidate;
  const next = candidateOf(platform, await rebind(platform, candidate.passport), { id, digest, ...place });
  return { next, payUrl };
}

async function pay({ platform }: SkippingPlatform, candidate: Candidate, payUrl: string) {
  await platform.sandbox.pay(payUrl);
  await platform.deliverNotices();
  await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
}

export const REBIND_PATHS: Record<string, Path> = {
  async reboundAndPaid(skipping) {
    const { next, payUrl } = await moved(skipping);
    await skipping.platform.deliverMessages();
    accepted(await next.setQuickPrint(false));
    await pay(skipping, next, payUrl);
    return next;
  },

  async reboundUnheard(skipping) {
    const { next, payUrl } = await moved(skipping);
    accepted(await next.setQuickPrint(false));
    await pay(skipping, next, payUrl);
    return next;
  },

  async reviewRebound({ platform }) {
    const asker = await mintPending(platform, await mintCet6Place(platform));
    await rebind(platform, asker.passport);
    await platform.deliverMessages();
    accepted(await (await mintReviewer(platform, {})).approve(asker.reviewId, 2));
    await platform.deliverMessages();
    await eventually(() => statusOf(platform, asker.reviewWorkflow)).toBe('COMPLETED');
    return { workflowId: asker.reviewWorkflow };
  },
};
