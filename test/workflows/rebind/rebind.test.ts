import { passportReboundSignal } from '../../../workflows/entity/messages.ts';
import { describe, expect, it } from 'vitest';
import { waitlistEntryWorkflowId } from '../../../workflows/registration/messages.ts';
import { reviewViewQuery } from '../../../workflows/review/messages.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import type { MintedPassport } from '../../support/factories.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { quickPrint, send } from '../../support/raw-commands.ts';
import { rebind } from '../../support/rebind-walk.ts';
import {
  eventsOf,
  eventually,
  expectSettled,
  recordOf,
  refundsOf,
  statusOf,
  viewOf,
} from '../../support/records.ts';
import {
  mailAtOnce,
  mintCet6Place,
  mintPending,
  mintReviewer,
  namesake,
  reviewCalls,
  reviewHistory,
  reviewRecord,
} from '../../support/review-walk.ts';
import { seatsOf } from '../../support/seats.ts';
import {
  accepted,
  agreementsOf,
  type Candidate,
  candidateOf,
  mintCandidate,
  mintPlace,
  type Place,
  walkToOrder,
} from '../../support/walk.ts';

const skipping = await startSkippingPlatform();
const { platform, pass } = skipping;
const { client, sandbox, deliverMessages } = platform;
await mailAtOnce(platform);

async function registered(capacity = 10) {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity });
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  return { place, offering, candidate };
}

/**
 * Rebinds a candidate.
 * @returns the same person with the passport that everything has moved to
 */
async function moved(place: Place, candidate: Candidate): Promise<Candidate> {
  const next = await rebind(platform, candidate.passport);
  await platform.mint.acceptance(next.id, place.examSessionId, await agreementsOf(platform));
  return withPassport(place, candidate, next);
}

function withPassport(place: Place, { registrationId, digest }: Candidate, passport: MintedPassport) {
  return candidateOf(platform, passport, { id: registrationId, digest, ...place });
}

/** Delivers what workflows have left for the relay, which is due a moment later by the platform's clock. */
async function deliverLater(): Promise<void> {
  await pass(MINUTE_MS);
  await deliverMessages();
}

async function expectAgreement(candidate: Candidate): Promise<void> {
  await deliverMessages();
  await eventually(async () => (await viewOf(platform, candidate)).state).toEqual(
    (await recordOf(platform, candidate.registrationId)).state,
  );
}

const mailsOf = ({ passport }: Candidate) =>
  platform.mails.filter(({ to }) => to === passport.email).map(({ subject }) => subject);

describe('a registration that moved to another passport', () => {
  it('is told so, and takes commands of that passport only', async () => {
    const { place, candidate, offering } = await registered();
    const before = await recordOf(platform, candidate.registrationId);
    const next = await moved(place, candidate);
    await expectAgreement(next);
    expect(await recordOf(platform, candidate.registrationId)).toMatchObject({
      passportId: next.passport.id,
      version: before.version + 1,
    });
    expect(await send(platform, await quickPrint(platform, candidate, false))).toBe('NOT_YOURS');
    expect(accepted(await next.select([offering.id]))).toMatchObject({ code: 'OK' });
    expect(await eventsOf(platform, candidate.registrationId)).toEqual([
      'saved',
      'passportRebound',
      'entryTaken',
    ]);
  });

  it('takes commands right before it is told: the record knows', async () => {
    const { place, candidate } = await registered();
    const next = await moved(place, candidate);
    expect((await viewOf(platform, candidate)).state.passportId).toBe(candidate.passport.id);
    expect(accepted(await next.setQuickPrint(false))).toMatchObject({ code: 'OK' });
    expect((await viewOf(platform, candidate)).state.passportId).toBe(next.passport.id);
  });

  it('refuses the old passport before it is told, too', async () => {
    const { place, candidate } = await registered();
    await moved(place, candidate);
    expect(await send(platform, await quickPrint(platform, candidate, false))).toBe('NOT_YOURS');
    expect((await recordOf(platform, candidate.registrationId)).state.quickPrint).toBe(true);
  });

  it('is told twice, in vain, or not at all: nothing more happens', async () => {
    const { place, candidate } = await registered();
    const handle = client.workflow.getHandle(candidate.workflowId);
    await handle.signal(passportReboundSignal);
    const next = await moved(place, candidate);
    await deliverMessages();
    for (const _ of [1, 2]) await handle.signal(passportReboundSignal);
    await expectAgreement(next);
    expect(await eventsOf(platform, candidate.registrationId)).toEqual(['saved', 'passportRebound']);
  });

  it('starts again from its row when its workflow is gone', async () => {
    const { place, candidate } = await registered();
    await client.workflow.getHandle(candidate.workflowId).terminate('a drill');
    const next = await moved(place, candidate);
    await expectAgreement(next);
    accepted(await next.setQuickPrint(false));
  });

  it('keeps it over continue-as-new, told before or never', async () => {
    const { place, candidate } = await registered();
    const handle = client.workflow.getHandle(candidate.workflowId);
    const { runId } = await handle.describe();
    const next = await moved(place, candidate);
    for (let sent = 0; sent < 1_000; sent += 50)
      await Promise.all(Array.from({ length: 50 }, () => handle.signal('nothingOfOurs')));
    await eventually(async () => (await handle.describe()).runId).not.toBe(runId);
    await eventually(async () => (await viewOf(platform, candidate)).state.passportId).toBe(next.passport.id);
    expect(await send(platform, await quickPrint(platform, candidate, false))).toBe('NOT_YOURS');
    accepted(await next.setQuickPrint(false));
  });
});

describe('money', () => {
  it('paid afterwards into an order opened before registers the person, and the new address is told', async () => {
    const { place, candidate, offering } = await registered();
    const { payUrl } = await walkToOrder(candidate, [offering.id]);
    const next = await moved(place, candidate);
    await sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(async () => accepted(await next.registration()).stage).toBe('paid');
    await deliverLater();
    expect(mailsOf(next)).toContainEqual(expect.stringContaining('支付成功'));
    expect(mailsOf(candidate)).not.toContainEqual(expect.stringContaining('支付成功'));
    expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 0, paid: 1 });
  });

  it('that comes when the registration is over goes back, and the new address is told', async () => {
    const { place, candidate, offering } = await registered();
    const { payUrl, registration } = await walkToOrder(candidate, [offering.id]);
    for (const entry of registration.entries) accepted(await candidate.cancel(entry.id));
    await pass(1_000);
    accepted(await candidate.withdraw());
    const next = await moved(place, candidate);
    await sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([{ state: 'done' }]);
    await deliverLater();
    expect(accepted(await next.orders())).toMatchObject({ orders: [{ state: 'refunded' }] });
    expect(mailsOf(next)).toContainEqual(expect.stringContaining('退款已完成'));
    expect(mailsOf(candidate)).not.toContainEqual(expect.stringContaining('退款'));
  });
});

describe('deadlines and queues', () => {
  it('reminders and the end of an unpaid seat are told to the new address', async () => {
    const { place, candidate, offering } = await registered();
    accepted(await candidate.select([offering.id]));
    const next = await moved(place, candidate);
    await pass(25 * HOUR_MS);
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ held: 0, free: 10 });
    await deliverLater();
    expect(mailsOf(next)).toContainEqual(expect.stringContaining('未支付的科目已取消'));
    expect(mailsOf(candidate)).not.toContainEqual(expect.stringContaining('未支付的科目已取消'));
  });

  it('a place in a queue does not notice, and its seat comes to the new passport', async () => {
    const { place, candidate: holder, offering } = await registered(1);
    const waiting = await mintCandidate(platform, place);
    accepted(await waiting.save());
    const taken = accepted(await holder.select([offering.id]));
    const joined = accepted(await waiting.join(offering.id));
    const child = client.workflow.getHandle(
      waitlistEntryWorkflowId(joined.registration?.waitlist[0]?.id ?? ''),
    );
    const historyLength = async () => (await child.describe()).historyLength;
    // The history starts with started, scheduled and begun; from the fourth event on the workflow waits.
    await eventually(historyLength).toBeGreaterThan(3);
    const lengthBefore = await historyLength();
    const next = await moved(place, waiting);
    await expectAgreement(next);
    expect(await historyLength()).toBe(lengthBefore);
    for (const entry of taken.registration?.entries ?? []) accepted(await holder.cancel(entry.id));
    await deliverLater();
    await eventually(async () => accepted(await next.registration()).entries.length).toBe(1);
    await deliverLater();
    expect(mailsOf(next)).toContainEqual(expect.stringContaining('候补成功'));
    await expectSettled(platform, next);
  });
});

describe('a registration whose workflow is over', () => {
  it('moves in the record alone, and no workflow is started for it', async () => {
    const { place, candidate, offering } = await registered();
    const { payUrl } = await walkToOrder(candidate, [offering.id]);
    await sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    await pass(9 * 24 * HOUR_MS);
    await eventually(() => statusOf(platform, candidate.workflowId)).toBe('COMPLETED');
    const next = await moved(place, candidate);
    await deliverLater();
    expect(accepted(await next.registration()).stage).toBe('paid');
    expect(await statusOf(platform, candidate.workflowId)).toBe('COMPLETED');
    expect(await candidate.registration()).toMatchObject({ ok: false, code: 'SIGN_IN_REQUIRED' });
  });
});

describe('a re-check that moved to another passport', () => {
  async function pendingMoved() {
    const place = await mintCet6Place(platform);
    const asker = await mintPending(platform, place);
    const next = await moved(place, asker);
    return { asker, next: { ...next, ...reviewCalls(next) } };
  }

  it('is decided by the school as before, and the new address is told', async () => {
    const { asker, next } = await pendingMoved();
    await deliverLater();
    const handle = client.workflow.getHandle(asker.reviewWorkflow);
    await eventually(async () => (await handle.query(reviewViewQuery)).review?.passportId).toBe(
      next.passport.id,
    );
    await handle.signal(passportReboundSignal);
    const reviewer = await mintReviewer(platform, {});
    // Reviewers who had it open before must look at it anew.
    expect(await reviewer.approve(asker.reviewId, 1)).toMatchObject({ code: 'REVIEW_CHANGED' });
    accepted(await reviewer.approve(asker.reviewId, 2));
    await deliverLater();
    await eventually(() => statusOf(platform, asker.reviewWorkflow)).toBe('COMPLETED');
    expect(mailsOf(next)).toContainEqual(expect.stringContaining('复核通过'));
    expect(await reviewHistory(platform, asker.reviewId)).toEqual([
      'submitted',
      'passportRebound',
      'approved',
    ]);
  });

  it('is taken up by the new passport before its workflow is told', async () => {
    const { asker, next } = await pendingMoved();
    accepted(await (await mintReviewer(platform, {})).reject(asker.reviewId, 2));
    const again = accepted(await next.askAgain(await namesake(platform, asker)));
    expect(again).toMatchObject({ code: 'PENDING', review: { id: asker.reviewId } });
    expect(await reviewRecord(platform, asker.reviewId)).toMatchObject({ passportId: next.passport.id });
  });
});
