import { HOUR_MS } from '../../domain/time.ts';
import { latePaymentWorkflowId } from '../../workflows/payment/messages.ts';
import { waitlistEntryWorkflowId } from '../../workflows/registration/messages.ts';
import type { SkippingPlatform } from '../support/platform-time.ts';
import { eventually, expectSettled, refundsOf } from '../support/records.ts';
import { seatsOf } from '../support/seats.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';
import { BATCH_PATHS } from './batch-paths.ts';
import { REBIND_PATHS } from './rebind-paths.ts';
import { REVIEW_PATHS } from './review-paths.ts';

const A_DAY_AND_MORE = 25 * HOUR_MS;

/**
 * A course that a workflow can take.
 * @returns the workflow whose history is kept; its latest run unless one is named
 */
export type Path = (skipping: SkippingPlatform) => Promise<{ workflowId: string; runId?: string }>;

async function walked({ platform }: SkippingPlatform, capacity = 10) {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity });
  return { place, offering, candidate: await mintCandidate(platform, place) };
}

/** Cancels a seat before the payer has signed in at the gateway, whose page stays open. */
async function pageLeftOpen(skipping: SkippingPlatform) {
  const { candidate, place, offering } = await walked(skipping, 1);
  const { payUrl, registration } = await walkToOrder(candidate, [offering.id]);
  for (const entry of registration.entries) accepted(await candidate.cancel(entry.id));
  await eventually(() => seatsOf(skipping.platform, offering.id)).toMatchObject({ free: 1 });
  return { candidate, place, offering, payUrl };
}

/** Sends more messages than one run takes; a burst of signals makes the shortest history of that kind. */
async function continued(skipping: SkippingPlatform) {
  const { candidate, offering } = await walked(skipping);
  const { payUrl } = await walkToOrder(candidate, [offering.id]);
  const handle = skipping.platform.client.workflow.getHandle(candidate.workflowId);
  const { runId } = await handle.describe();
  for (let sent = 0; sent < 1_000; sent += 50)
    await Promise.all(Array.from({ length: 50 }, () => handle.signal('nothingOfOurs')));
  await eventually(async () => (await handle.describe()).runId).not.toBe(runId);
  return { candidate, payUrl, runId };
}

/** The paths whose histories every later release must be able to replay. */
export const PATHS: Record<string, Path> = {
  ...BATCH_PATHS,
  ...REVIEW_PATHS,
  ...REBIND_PATHS,

  async paid(skipping) {
    const { candidate, offering } = await walked(skipping);
    const { payUrl } = await walkToOrder(candidate, [offering.id]);
    await skipping.platform.sandbox.pay(payUrl);
    await skipping.platform.deliverNotices();
    await skipping.pass(1_000);
    return candidate;
  },

  async expired(skipping) {
    const { candidate, offering } = await walked(skipping);
    accepted(await candidate.save());
    accepted(await candidate.select([offering.id]));
    await skipping.pass(A_DAY_AND_MORE);
    return candidate;
  },

  async expiredWithOpenTrade(skipping) {
    const { candidate, offering } = await walked(skipping);
    const { payUrl } = await walkToOrder(candidate, [offering.id]);
    await skipping.platform.sandbox.signIn(payUrl);
    await skipping.pass(A_DAY_AND_MORE);
    return candidate;
  },

  async paidWithLostNotice(skipping) {
    const { candidate, offering } = await walked(skipping);
    const { payUrl } = await walkToOrder(candidate, [offering.id]);
    await skipping.platform.sandbox.pay(payUrl, { lost: true });
    await skipping.pass(A_DAY_AND_MORE);
    return candidate;
  },

  async cancelledWithOpenTrade(skipping) {
    const { candidate, offering } = await walked(skipping);
    const { payUrl, registration } = await walkToOrder(candidate, [offering.id]);
    await skipping.platform.sandbox.signIn(payUrl);
    for (const entry of registration.entries) accepted(await candidate.cancel(entry.id));
    await skipping.pass(1_000);
    return candidate;
  },

  async withdrawn(skipping) {
    const { candidate, offering } = await walked(skipping);
    accepted(await candidate.save());
    accepted(await candidate.select([offering.id]));
    accepted(await candidate.withdraw());
    return candidate;
  },

  async latePayment(skipping) {
    const { candidate, offering } = await walked(skipping);
    const { payUrl, order, registration } = await walkToOrder(candidate, [offering.id]);
    for (const entry of registration.entries) accepted(await candidate.cancel(entry.id));
    await skipping.pass(1_000);
    accepted(await candidate.withdraw());
    await skipping.platform.sandbox.pay(payUrl);
    await skipping.platform.deliverNotices();
    await skipping.pass(1_000);
    return { workflowId: latePaymentWorkflowId(skipping.platform.sandbox.trade(order.orderNo)!) };
  },

  async latePaymentReinstated(skipping) {
    const { candidate, payUrl } = await pageLeftOpen(skipping);
    await skipping.platform.sandbox.pay(payUrl);
    await skipping.platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    return candidate;
  },

  async latePaymentRefunded(skipping) {
    const { platform } = skipping;
    const { candidate, place, offering, payUrl } = await pageLeftOpen(skipping);
    const rival = await mintCandidate(platform, place);
    accepted(await rival.save());
    accepted(await rival.select([offering.id]));
    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([{ state: 'done' }]);
    await expectSettled(platform, candidate);
    return candidate;
  },

  async continuedAsNew(skipping) {
    const { candidate, runId } = await continued(skipping);
    return { workflowId: candidate.workflowId, runId };
  },

  async continuedFromAnotherRun(skipping) {
    const { candidate, payUrl } = await continued(skipping);
    await skipping.platform.sandbox.pay(payUrl);
    await skipping.platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    return candidate;
  },

  async waitedAndPromoted(skipping) {
    const { candidate: holder, place, offering } = await walked(skipping, 1);
    const waiting = await mintCandidate(skipping.platform, place);
    for (const candidate of [holder, waiting]) accepted(await candidate.save());
    const taken = accepted(await holder.select([offering.id]));
    accepted(await waiting.join(offering.id));
    for (const entry of taken.registration?.entries ?? []) accepted(await holder.cancel(entry.id));
    await skipping.platform.deliverMessages();
    await skipping.pass(1_000);
    return waiting;
  },

  async waitlistEntry(skipping) {
    const { candidate: holder, place, offering } = await walked(skipping, 1);
    const waiting = await mintCandidate(skipping.platform, place);
    for (const candidate of [holder, waiting]) accepted(await candidate.save());
    const taken = accepted(await holder.select([offering.id]));
    const joined = accepted(await waiting.join(offering.id));
    for (const entry of taken.registration?.entries ?? []) accepted(await holder.cancel(entry.id));
    await skipping.platform.deliverMessages();
    await skipping.pass(1_000);
    return { workflowId: waitlistEntryWorkflowId(joined.registration?.waitlist[0]?.id ?? '') };
  },
};
