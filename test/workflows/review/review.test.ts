import { rowAheadSignal } from '../../../workflows/entity/messages.ts';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { reviewDecidedSignal, reviewViewQuery } from '../../../workflows/review/messages.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, mailsTo } from '../../support/records.ts';
import {
  mailAtOnce,
  mintAsker,
  mintCet6Place,
  mintPending,
  mintReviewer,
  namesake,
  reviewHistory,
  reviewRecord,
} from '../../support/review-walk.ts';
import { accepted, agreementsOf } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { client, deliverMessages } = platform;
await mailAtOnce(platform);
const place = await mintCet6Place(platform);
const reviewer = await mintReviewer(platform, { scope: place.campus.schoolCode });
const statusOf = async (workflowId: string) =>
  (await client.workflow.getHandle(workflowId).describe()).status.name;

async function cet6Reason({ call }: Awaited<ReturnType<typeof mintAsker>>) {
  const { matches } = accepted(
    await call<{ matches: { subjects: { subject: { code: string }; reason: string | null }[] }[] }>(
      'GET',
      '/eligibility',
    ),
  );
  return matches[0]?.subjects.find(({ subject }) => subject.code === '2')?.reason;
}

describe('a re-check', () => {
  it('waits for the school, which approves it: CET-6 is open, the candidate is told, the workflow is over', async () => {
    const candidate = await mintPending(platform, place);
    expect(accepted(await candidate.review())).toMatchObject({
      review: { state: 'pending', changeRefusal: 'REVIEW_PENDING' },
    });
    expect(await cet6Reason(candidate)).toBe('SCORE_REQUIRED');

    expect(accepted(await reviewer.approve(candidate.reviewId))).toMatchObject({ state: 'approved' });
    expect(await cet6Reason(candidate)).toBe(null);
    await deliverMessages();
    await eventually(() => statusOf(candidate.reviewWorkflow)).toBe('COMPLETED');
    expect(mailsTo(platform, candidate)).toEqual([expect.stringContaining('复核通过')]);
    expect(await reviewHistory(platform, candidate.reviewId)).toEqual(['submitted', 'approved']);
  });

  it('is approved at once when the ticket is of this ID number, whatever the name and type of paper', async () => {
    const candidate = await mintAsker(platform, place, { idType: 'passport', idNumber: 'E40404040' });
    const { passport } = candidate;
    const ticket = await platform.mint.score({ ...passport, idType: 'other', name: '旧名' }, 425);
    const { code, review } = accepted(await candidate.ask(ticket));
    expect({ code, state: review?.state }).toEqual({ code: 'APPROVED', state: 'approved' });
    expect(await cet6Reason(candidate)).toBe(null);
  });

  it('counts in later exam sessions', async () => {
    const candidate = await mintPending(platform, place);
    accepted(await reviewer.approve(candidate.reviewId));
    const later = await platform.mint.examSession();
    await platform.mint.offering(later.id, place.campus.code, '2');
    await platform.mint.candidate({
      examSessionId: later.id,
      campus: place.campus,
      person: candidate.passport,
    });
    await platform.mint.acceptance(candidate.passport.id, later.id, await agreementsOf(platform));
    const token = await platform.mint.signIn(candidate.passport.id, place.campus.provinceCode);
    const response = await platform.app.request(`/api/review?examSession=${later.id}`, {
      headers: { Cookie: `session=${token}` },
    });
    expect(await response.json()).toMatchObject({ review: null, offerRefusal: 'REVIEW_NOT_NEEDED' });
  });
});

describe('after a rejection', () => {
  it('the candidate reads why, corrects, and is decided on anew', async () => {
    const candidate = await mintPending(platform, place);
    const own = await mintReviewer(platform, {});
    accepted(await own.reject(candidate.reviewId));
    // The record knows before the workflow has been told.
    expect(accepted(await candidate.review()).review).toMatchObject({
      state: 'rejected',
      reason: '证件号码与成绩单不符',
      changeRefusal: null,
    });
    const again = accepted(await candidate.askAgain(await namesake(platform, candidate)));
    expect(again).toMatchObject({ code: 'PENDING', review: { id: candidate.reviewId, reason: null } });
    expect(await own.approve(candidate.reviewId, 1)).toMatchObject({ code: 'REVIEW_CHANGED' });
    accepted(await own.approve(candidate.reviewId, 3));
    await deliverMessages();
    await eventually(() => statusOf(candidate.reviewWorkflow)).toBe('COMPLETED');
    expect(await reviewHistory(platform, candidate.reviewId)).toEqual([
      'submitted',
      'rejected',
      'submitted',
      'approved',
    ]);
  });

  it('the candidate may delete it, and asked for again', async () => {
    const candidate = await mintPending(platform, place);
    accepted(await (await mintReviewer(platform, {})).reject(candidate.reviewId));
    await deliverMessages();
    expect(accepted(await candidate.takeBack())).toEqual({ code: 'DELETED', review: null });
    await eventually(() => statusOf(candidate.reviewWorkflow)).toBe('COMPLETED');
    const again = accepted(await candidate.ask(await namesake(platform, candidate)));
    expect(again.review?.id).not.toBe(candidate.reviewId);
  });
});

describe('messages', () => {
  it('of two reviewers one decides, however close they are', async () => {
    const candidate = await mintPending(platform, place);
    const two = await Promise.all([mintReviewer(platform, {}), mintReviewer(platform, {})]);
    const answers = await Promise.all([
      two[0].approve(candidate.reviewId),
      two[1].reject(candidate.reviewId),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ status: 409, code: 'REVIEW_DECIDED' });
    expect(await reviewHistory(platform, candidate.reviewId)).toHaveLength(2);
  });

  it('sent again under the same key do nothing again, and answer the same', async () => {
    const candidate = await mintAsker(platform, place);
    const ticket = await namesake(platform, candidate);
    const key = 'the-same-key-1';
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => candidate.ask(ticket, key)));
    for (const other of [...others, await candidate.ask(ticket, key)]) expect(other).toEqual(first);
    expect(await candidate.ask('990000251199999', key)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('a decision told twice, or of a workflow that is gone, changes nothing more', async () => {
    const candidate = await mintPending(platform, place);
    const handle = client.workflow.getHandle(candidate.reviewWorkflow);
    await handle.terminate('a drill');
    accepted(await (await mintReviewer(platform, {})).reject(candidate.reviewId));
    await deliverMessages();
    await handle.signal(reviewDecidedSignal);
    await handle.signal(rowAheadSignal);
    await eventually(async () => (await handle.query(reviewViewQuery)).review?.state).toBe('rejected');
    expect(await reviewRecord(platform, candidate.reviewId)).toMatchObject({ version: 2 });
    expect(mailsTo(platform, candidate)).toHaveLength(1);
  });

  it('of a decision that was lost are made up for by the next command, also when the workflow is gone', async () => {
    const candidate = await mintPending(platform, place);
    accepted(await (await mintReviewer(platform, {})).reject(candidate.reviewId));
    await client.workflow.getHandle(candidate.reviewWorkflow).terminate('a drill');
    expect(accepted(await candidate.takeBack())).toMatchObject({ code: 'DELETED' });
  });

  it('that cannot be read never wedge it', async () => {
    const candidate = await mintPending(platform, place);
    const handle = client.workflow.getHandle(candidate.reviewWorkflow);
    for (const junk of [null, 7, {}, { type: 'resubmit', facts: { endsAt: 'soon' } }]) {
      for (const name of ['resubmit', 'withdraw', 'submit', 'noSuchUpdate']) {
        await expect(handle.executeUpdate(name, { args: [junk] })).rejects.toThrow('Workflow Update failed');
      }
      for (const name of ['reviewDecided', 'noSuchSignal']) await handle.signal(name, junk);
    }
    expect((await handle.query(reviewViewQuery)).review).toMatchObject({ state: 'pending', version: 1 });
    accepted(await (await mintReviewer(platform, {})).approve(candidate.reviewId));
    await deliverMessages();
    await eventually(() => statusOf(candidate.reviewWorkflow)).toBe('COMPLETED');
  });
});
