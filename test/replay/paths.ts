import { HOUR_MS } from '../../domain/time.ts';
import { latePaymentWorkflowId, waitlistEntryWorkflowId } from '../../workflows/messages.ts';
import type { SkippingPlatform } from '../support/platform-time.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';

const A_DAY_AND_MORE = 25 * HOUR_MS;

/** One way a workflow can go. @returns the workflow whose history is kept */
export type Path = (skipping: SkippingPlatform) => Promise<{ workflowId: string }>;

async function walked({ platform }: SkippingPlatform, capacity = 10) {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity });
  return { place, offering, candidate: await mintCandidate(platform, place) };
}

/** The paths whose histories every later release must be able to replay. */
export const PATHS: Record<string, Path> = {
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
    return { workflowId: latePaymentWorkflowId(order.orderNo) };
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
