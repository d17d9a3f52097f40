import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { reviewViewQuery, reviewWorkflowId } from '../../workflows/review/messages.ts';
import type { SkippingPlatform } from '../support/platform-time.ts';
import { eventually } from '../support/records.ts';
import {
  mintAsker,
  mintCet6Place,
  mintPending,
  mintReviewer,
  moveEnd,
  namesake,
} from '../support/review-walk.ts';
import { accepted } from '../support/walk.ts';
import type { Path } from './paths.ts';

/** Starts a re-check that waits for the school until online registration ends in two days. */
async function pending({ platform }: SkippingPlatform) {
  const place = await mintCet6Place(platform, {
    windows: { registration: { opensIn: -DAY_MS, closesIn: 2 * DAY_MS } },
  });
  const candidate = await mintPending(platform, place);
  const stateOf = async () =>
    (await platform.client.workflow.getHandle(candidate.reviewWorkflow).query(reviewViewQuery)).review?.state;
  return {
    candidate,
    place,
    workflowId: candidate.reviewWorkflow,
    reviewer: await mintReviewer(platform, {}),
    becomes: (state: string) => eventually(stateOf).toBe(state),
  };
}

/** The courses that a CET-6 re-check can take. */
export const REVIEW_PATHS: Record<string, Path> = {
  async reviewApprovedAtOnce({ platform }) {
    const paper = { idType: 'passport', idNumber: 'E61616161' } as const;
    const candidate = await mintAsker(platform, await mintCet6Place(platform), paper);
    const ticket = await platform.mint.score({ ...candidate.passport, idType: 'other' }, 500);
    const { review } = accepted(await candidate.ask(ticket));
    return { workflowId: reviewWorkflowId(review?.id ?? '') };
  },

  async reviewApproved(skipping) {
    const { candidate, reviewer, workflowId, becomes } = await pending(skipping);
    accepted(await reviewer.approve(candidate.reviewId));
    await skipping.platform.deliverMessages();
    await becomes('approved');
    return { workflowId };
  },

  async reviewAskedAgain(skipping) {
    const { platform } = skipping;
    const { candidate, reviewer, workflowId, becomes } = await pending(skipping);
    accepted(await reviewer.reject(candidate.reviewId));
    await platform.deliverMessages();
    await becomes('rejected');
    accepted(await candidate.askAgain(await namesake(platform, candidate)));
    accepted(await reviewer.approve(candidate.reviewId, 3));
    await platform.deliverMessages();
    await becomes('approved');
    return { workflowId };
  },

  async reviewDeletedUntold(skipping) {
    const { candidate, reviewer, workflowId, becomes } = await pending(skipping);
    accepted(await reviewer.reject(candidate.reviewId));
    accepted(await candidate.takeBack());
    await becomes('deleted');
    return { workflowId };
  },

  async reviewExpired(skipping) {
    const { workflowId, becomes } = await pending(skipping);
    await skipping.pass(2 * DAY_MS + HOUR_MS);
    await becomes('expired');
    return { workflowId };
  },

  async reviewFiled(skipping) {
    const { platform } = skipping;
    const place = await mintCet6Place(platform);
    const candidate = await mintAsker(platform, place);
    const [filer, other] = [await mintReviewer(platform, {}), await mintReviewer(platform, {})];
    const { id } = accepted(await filer.file(place, candidate.passport));
    accepted(await other.approve(id));
    await platform.deliverMessages();
    await eventually(async () => {
      const { status } = await platform.client.workflow.getHandle(reviewWorkflowId(id)).describe();
      return status.name;
    }).toBe('COMPLETED');
    return { workflowId: reviewWorkflowId(id) };
  },

  async reviewEndMoved(skipping) {
    const { platform, clock } = skipping;
    const { place, workflowId, becomes } = await pending(skipping);
    await moveEnd(platform, place, clock.now() + DAY_MS);
    await platform.deliverMessages();
    await skipping.pass(3 * DAY_MS);
    await becomes('expired');
    return { workflowId };
  },
};
