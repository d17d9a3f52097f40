import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { examSessions, offerings, outbox, registrations } from '../../../db/schema/index.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import { reviewViewQuery } from '../../../workflows/review/messages.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, mailsTo } from '../../support/records.ts';
import {
  mintAsker,
  mintCet6Place,
  mintPending,
  mintReviewer,
  moveEnd,
  namesake,
  reviewHistory,
  reviewRecord,
} from '../../support/review-walk.ts';
import { accepted } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { db, client, deliverMessages } = platform;
const place = await mintCet6Place(platform);
const ofSchool = () => mintReviewer(platform, { scope: place.campus.schoolCode });
const mailKey = (reviewId: string, version: number) => `mail/review/${reviewId}/${version}`;

/** Finds the offering of CET-6 at the place. */
async function cet6Offering(): Promise<number> {
  const [offering] = await db
    .select({ id: offerings.id })
    .from(offerings)
    .where(and(eq(offerings.campusCode, place.campus.code), eq(offerings.subjectCode, '2')));
  return offering!.id;
}

/** Lets the mail about a decision leave, as when its time has come. */
async function letMailLeave(reviewId: string, version: number): Promise<void> {
  await db
    .update(outbox)
    .set({ dueAt: 0 })
    .where(eq(outbox.key, mailKey(reviewId, version)));
  await deliverMessages();
}

describe('a decision', () => {
  it('is told after five minutes, and taken back until then without a word: one mail in all', async () => {
    const candidate = await mintPending(platform, place);
    const { reviewId } = candidate;
    const [reviewer, other] = [await ofSchool(), await ofSchool()];
    const before = Date.now();
    const decided = accepted(await reviewer.reject(reviewId));
    expect(decided).toMatchObject({ state: 'rejected', resetRefusal: null });
    const mailAt = Date.parse(decided.mailAt ?? '');
    expect(mailAt - before).toBeGreaterThanOrEqual(5 * MINUTE_MS);
    await deliverMessages();
    expect(mailsTo(platform, candidate)).toEqual([]);

    const [first, second] = await Promise.all([other.reset(reviewId, 2), reviewer.reset(reviewId, 2)]);
    expect([first, second].filter(({ ok }) => ok)).toHaveLength(1);
    expect([first, second].find(({ ok }) => !ok)).toMatchObject({ status: 409, code: 'REVIEW_CHANGED' });
    expect(accepted(await reviewer.open(reviewId))).toMatchObject({
      state: 'pending',
      decidedBy: null,
      reason: null,
      resetRefusal: 'REVIEW_UNDECIDED',
    });
    expect(accepted(await candidate.review()).review).toMatchObject({ state: 'pending', reason: null });
    accepted(await reviewer.approve(reviewId, 3));
    await letMailLeave(reviewId, 4);
    expect(mailsTo(platform, candidate)).toEqual([expect.stringContaining('复核通过')]);
    expect(await reviewHistory(platform, reviewId)).toEqual(['submitted', 'rejected', 'reset', 'approved']);
  });

  it('that was told is taken back with a reason, in a new mail; its workflow waits again', async () => {
    const candidate = await mintPending(platform, place);
    const { reviewId } = candidate;
    const reviewer = await ofSchool();
    accepted(await reviewer.approve(reviewId));
    await letMailLeave(reviewId, 2);
    const handle = client.workflow.getHandle(candidate.reviewWorkflow);
    await eventually(async () => (await handle.describe()).status.name).toBe('COMPLETED');
    expect(accepted(await reviewer.open(reviewId))).toMatchObject({ mailAt: null, resetRefusal: null });

    expect(await reviewer.reset(reviewId, 2)).toMatchObject({ status: 409, code: 'REVIEW_MAIL_LEFT' });
    expect((await reviewRecord(platform, reviewId)).state).toBe('approved');
    const back = accepted(await reviewer.reset(reviewId, 2, '核对时看错了成绩单'));
    expect(back.history.at(-1)).toMatchObject({
      type: 'reset',
      by: reviewer.account,
      reason: '核对时看错了成绩单',
    });
    await deliverMessages();
    await eventually(async () => (await handle.query(reviewViewQuery)).review).toMatchObject({
      state: 'pending',
      version: 3,
    });
    expect(mailsTo(platform, candidate)).toEqual([
      expect.stringContaining('复核通过'),
      expect.stringContaining('重新复核'),
    ]);
    accepted(await reviewer.reject(reviewId, 3));
    await letMailLeave(reviewId, 4);
    expect(mailsTo(platform, candidate).at(-1)).toContain('复核失败');
    await eventually(async () => (await handle.query(reviewViewQuery)).review?.state).toBe('rejected');
  });
});

describe('CET-6 that is held in another exam session', () => {
  /** One whose re-check is approved, and who has CET-6 in another exam session. */
  async function holdsElsewhere() {
    const candidate = await mintPending(platform, place);
    const { idType, idNumber, name } = candidate.passport;
    const { id: examSessionId } = await platform.mint.examSession();
    const person = { ...platform.mint.person(), idType, idNumber, name };
    const entry = await platform.mint.candidate({ examSessionId, campus: place.campus, person });
    await platform.mint.registration(entry, candidate.passport.id);
    const [{ state } = { state: null }] = await db
      .select({ state: registrations.state })
      .from(registrations)
      .where(eq(registrations.id, entry.id));
    const held = { level: 6, language: 'en', state: 'paid' } as unknown as NonNullable<
      typeof state
    >['entries'][number];
    await db
      .update(registrations)
      .set({ state: { ...state!, entries: [held] } })
      .where(eq(registrations.id, entry.id));
    const reviewer = await ofSchool();
    accepted(await reviewer.approve(candidate.reviewId));
    return { ...candidate, reviewer, examSessionId };
  }

  it('keeps the decision while that one goes on, and not once it is closed', async () => {
    const { reviewId, reviewer, examSessionId } = await holdsElsewhere();
    expect(accepted(await reviewer.open(reviewId))).toMatchObject({ resetRefusal: 'REVIEW_IN_USE' });
    expect(await reviewer.reset(reviewId, 2)).toMatchObject({ status: 409, code: 'REVIEW_IN_USE' });
    await db.update(examSessions).set({ state: 'closed' }).where(eq(examSessions.id, examSessionId));
    expect(accepted(await reviewer.open(reviewId))).toMatchObject({ resetRefusal: null });
    accepted(await reviewer.reset(reviewId, 2));
  });
});

describe('at the same moment', () => {
  it('a mail leaves or its decision is taken back unseen, never both', async () => {
    const reviewer = await ofSchool();
    for (let round = 0; round < 4; round += 1) {
      const candidate = await mintPending(platform, place);
      const { reviewId } = candidate;
      accepted(await reviewer.approve(reviewId));
      const [reset] = await Promise.all([reviewer.reset(reviewId, 2), letMailLeave(reviewId, 2)]);
      await deliverMessages();
      const mails = mailsTo(platform, candidate).length;
      expect(reset.ok ? mails : { mails, code: reset.code }).toEqual(
        reset.ok ? 0 : { mails: 1, code: 'REVIEW_MAIL_LEFT' },
      );
    }
  });

  it('CET-6 is taken or the decision that opened it is taken back, never both', async () => {
    const reviewer = await ofSchool();
    const offeringId = await cet6Offering();
    for (let round = 0; round < 4; round += 1) {
      const candidate = await mintPending(platform, place);
      accepted(await candidate.save());
      accepted(await reviewer.approve(candidate.reviewId));
      const [taken, reset] = await Promise.all([
        candidate.select([offeringId]),
        reviewer.reset(candidate.reviewId, 2),
      ]);
      const { state } = await reviewRecord(platform, candidate.reviewId);
      const [registration] = await db
        .select()
        .from(registrations)
        .where(eq(registrations.id, candidate.registrationId));
      const isHeld = registration!.state.entries.some((entry) => entry.level === 6);
      expect({ isHeld, state }).toEqual(
        reset.ok ? { isHeld: false, state: 'pending' } : { isHeld: true, state: 'approved' },
      );
      expect(taken.ok || reset.ok).toBe(true);
    }
  });
});

describe('a decision stays', () => {
  it('once its candidate submitted again or deleted it, and its mail goes unsent', async () => {
    const [again, gone] = [await mintPending(platform, place), await mintPending(platform, place)];
    const reviewer = await ofSchool();
    for (const { reviewId } of [again, gone]) accepted(await reviewer.reject(reviewId));
    accepted(await again.askAgain(await namesake(platform, again)));
    accepted(await gone.takeBack());
    expect(await reviewer.reset(again.reviewId, 2)).toMatchObject({ status: 409, code: 'REVIEW_CHANGED' });
    expect(await reviewer.reset(gone.reviewId, 2)).toMatchObject({ status: 404, code: 'REVIEW_NOT_FOUND' });
    expect(await reviewer.approve(gone.reviewId, 2)).toMatchObject({ status: 404, code: 'REVIEW_NOT_FOUND' });
    for (const { reviewId } of [again, gone]) await letMailLeave(reviewId, 2);
    expect([...mailsTo(platform, again), ...mailsTo(platform, gone)]).toEqual([]);
  });

  it('while its candidate holds CET-6 by it', async () => {
    const candidate = await mintPending(platform, place);
    const { reviewId, registrationId } = candidate;
    const reviewer = await ofSchool();
    accepted(await candidate.save());
    accepted(await reviewer.approve(reviewId));
    const offeringId = await cet6Offering();
    const take = () => candidate.select([offeringId]);
    accepted(await take());
    const [held] = await db.select().from(registrations).where(eq(registrations.id, registrationId));
    const entry = held!.state.entries.find(({ level }) => level === 6);
    expect(accepted(await reviewer.open(reviewId)).resetRefusal).toBe('REVIEW_IN_USE');
    expect(await reviewer.reset(reviewId, 2)).toMatchObject({ status: 409, code: 'REVIEW_IN_USE' });
    accepted(await candidate.cancel(entry!.id));
    accepted(await reviewer.reset(reviewId, 2));
    expect((await take()).ok).toBe(false);
  });

  it('where the rule took it, the one who filed it asks, nobody has decided, or registration has ended', async () => {
    const asker = await mintAsker(platform, place, { idType: 'passport', idNumber: 'E62626262' });
    const ticket = await platform.mint.score({ ...asker.passport, idType: 'other' }, 500);
    const [reviewer, other] = [await ofSchool(), await ofSchool()];
    const byRule = accepted(await asker.ask(ticket)).review?.id ?? '';
    expect(await reviewer.reset(byRule, 1)).toMatchObject({ code: 'REVIEW_BY_RULE' });

    const filed = accepted(await reviewer.file(place, (await mintAsker(platform, place)).passport)).id;
    expect(await other.reset(filed, 1)).toMatchObject({ code: 'REVIEW_UNDECIDED' });
    accepted(await other.approve(filed));
    expect(await reviewer.reset(filed, 2)).toMatchObject({ status: 403, code: 'REVIEW_FILED_BY_YOU' });
    accepted(await other.reset(filed, 2));

    const own = await mintCet6Place(platform);
    const late = await mintPending(platform, own);
    const there = await mintReviewer(platform, { scope: own.campus.schoolCode });
    accepted(await there.approve(late.reviewId));
    expect(await reviewer.reset(late.reviewId, 2)).toMatchObject({ status: 404 });
    await moveEnd(platform, own, Date.now() - MINUTE_MS);
    expect(await there.reset(late.reviewId, 2)).toMatchObject({ code: 'REGISTRATION_CLOSED' });
  });
});
