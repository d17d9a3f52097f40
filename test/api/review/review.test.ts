import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { auditLog, reviewEvents, reviews } from '../../../db/schema/index.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { startPlatform } from '../../support/platform.ts';
import {
  mintAsker,
  mintCet6Place,
  mintPending,
  mintReviewer,
  namesake,
  reviewRecord,
} from '../../support/review-walk.ts';
import { accepted, mintPlace } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { mint, db } = platform;
const place = await mintCet6Place(platform);
const UNKNOWN_TICKET = '990000251199999';
const PAST = { opensIn: -2 * DAY_MS, closesIn: -DAY_MS };
const LATER = { opensIn: DAY_MS, closesIn: 2 * DAY_MS };

describe('asking for a re-check is refused', () => {
  const refused = async (given: Parameters<typeof mintCet6Place>[1], ticket = UNKNOWN_TICKET) =>
    (await mintAsker(platform, await mintCet6Place(platform, given))).ask(ticket);

  it.each([
    ['12345', 400, 'BAD_TICKET'],
    ['990000041100101', 400, 'TICKET_TOO_OLD'],
    ['990000251200101', 400, 'NOT_CET4_TICKET'],
  ])('for a ticket %s: %i %s', async (ticket, status, code) => {
    const candidate = await mintAsker(platform, await mintCet6Place(platform));
    expect(await candidate.ask(ticket)).toEqual({ ok: false, status, code });
    // A slip of the pen uses up no try.
    expect(accepted(await candidate.review()).triesLeft).toBe(5);
  });

  it('in one wording, whatever does not fit', async () => {
    const candidate = await mintAsker(platform, place);
    const tickets = [
      UNKNOWN_TICKET,
      await mint.score(mint.person(), 600),
      await namesake(platform, candidate, 424),
      await mint.score({ ...candidate.passport, idType: 'other' }, 424),
    ];
    for (const ticket of tickets)
      expect(await candidate.ask(ticket)).toEqual({ ok: false, status: 409, code: 'REVIEW_NOT_MATCHED' });
    expect(accepted(await candidate.review()).review).toBe(null);
  });

  it('after five tries a day; one that is sent again counts once', async () => {
    const candidate = await mintAsker(platform, place);
    const key = randomUUID();
    for (const _ of [1, 2, 3]) await candidate.ask(UNKNOWN_TICKET, key);
    expect(accepted(await candidate.review()).triesLeft).toBe(4);
    for (const _ of [2, 3, 4, 5])
      expect(await candidate.ask(UNKNOWN_TICKET)).toMatchObject({ code: 'REVIEW_NOT_MATCHED' });
    const fitting = await namesake(platform, candidate);
    expect(await candidate.ask(fitting)).toEqual({ ok: false, status: 429, code: 'REVIEW_TRIES_SPENT' });
    expect(accepted(await candidate.review()).triesLeft).toBe(0);
  });

  it('after five simultaneous tries no less', async () => {
    const { countReviewTry } = await import('../../../db/review/count-review-try.ts');
    const id = randomUUID();
    const counted = await Promise.all(
      Array.from({ length: 12 }, (_, index) => countReviewTry(db, id, `try-${index}`, systemClock.now())),
    );
    expect(counted.filter(Boolean)).toHaveLength(5);
  });

  it('where the campus does not offer CET-6', async () => {
    const candidate = await mintAsker(platform, await mintPlace(platform));
    expect(await candidate.ask(UNKNOWN_TICKET)).toMatchObject({ code: 'REVIEW_NOT_OFFERED' });
  });

  it('to who is barred, and to who needs none', async () => {
    const [barred, able] = [await mintAsker(platform, place), await mintAsker(platform, place)];
    await mint.listed(barred.registrationId, '2', 'black');
    await mint.score(able.passport, 425);
    expect(await barred.ask(UNKNOWN_TICKET)).toMatchObject({ code: 'REVIEW_BARRED' });
    expect(await able.ask(UNKNOWN_TICKET)).toMatchObject({ code: 'REVIEW_NOT_NEEDED' });
  });

  it('outside the roll check, and once online registration has ended; not before it opens', async () => {
    expect(await refused({ windows: { rollCheck: PAST } })).toMatchObject({ code: 'ROLL_CHECK_NOT_OPEN' });
    expect(await refused({ windows: { registration: PAST } })).toMatchObject({ code: 'REGISTRATION_CLOSED' });
    expect(await refused({ windows: { registration: null } })).toMatchObject({
      code: 'REGISTRATION_NOT_OPEN',
    });
    const early = await mintAsker(
      platform,
      await mintCet6Place(platform, { windows: { registration: LATER } }),
    );
    expect(accepted(await early.ask(await namesake(platform, early))).code).toBe('PENDING');
  });

  it('a second time, and while it waits', async () => {
    const candidate = await mintPending(platform, place);
    expect(await candidate.ask(UNKNOWN_TICKET)).toMatchObject({ status: 409, code: 'REVIEW_EXISTS' });
    expect(await candidate.askAgain(UNKNOWN_TICKET)).toMatchObject({ status: 409, code: 'REVIEW_PENDING' });
    expect(await candidate.takeBack()).toMatchObject({ status: 409, code: 'REVIEW_PENDING' });
  });

  it('when there is none to change, and on an approved one', async () => {
    const candidate = await mintAsker(platform, place);
    expect(await candidate.takeBack()).toMatchObject({ status: 404, code: 'REVIEW_NOT_FOUND' });
    const approved = await mintPending(platform, place);
    accepted(await (await mintReviewer(platform, {})).approve(approved.reviewId));
    expect(await approved.askAgain(UNKNOWN_TICKET)).toMatchObject({ code: 'REVIEW_APPROVED' });
    expect(await approved.takeBack()).toMatchObject({ code: 'REVIEW_APPROVED' });
  });

  it('for somebody else’s roll entry', async () => {
    const [candidate, other] = [await mintAsker(platform, place), await mintAsker(platform, place)];
    expect(
      await candidate.call('POST', '/review', {
        candidateId: other.registrationId,
        ticketNumber: UNKNOWN_TICKET,
        declared: true,
      }),
    ).toMatchObject({ status: 404, code: 'NO_ROLL_MATCH' });
  });

  it('without the declaration', async () => {
    const { call, registrationId: candidateId } = await mintAsker(platform, place);
    const body = { candidateId, ticketNumber: UNKNOWN_TICKET, declared: false };
    expect(await call('POST', '/review', body)).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
  });
});

describe('the desk', () => {
  it('shows request, score record and roll entry, what differs is marked, and who looked is kept', async () => {
    const candidate = await mintPending(platform, place);
    const reviewer = await mintReviewer(platform, { scope: place.campus.schoolCode });
    const review = accepted(await reviewer.open(candidate.reviewId));
    const { name, idNumber } = candidate.passport;
    expect(review).toMatchObject({
      state: 'pending',
      score: 500,
      comparison: [
        { field: 'name', request: name, score: name, roll: name, differs: false },
        { field: 'idNumber', request: idNumber, roll: idNumber, differs: true },
        { field: 'ticketNumber', roll: null, differs: false },
        { field: 'score', request: null, score: '500', differs: false },
      ],
    });
    expect(review.comparison[1]?.score).toMatch(/^\d{17}[\dX]$/);
    const looks = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.target, `review/${candidate.reviewId}`), eq(auditLog.action, 'reviewOpened')));
    expect(looks).toMatchObject([{ actor: `staff/${reviewer.account}` }]);
  });

  it('lists those waiting longest first, page by page, masked, by state and campus', async () => {
    const own = await mintCet6Place(platform);
    const waiting = [];
    for (const _ of [1, 2, 3]) waiting.push(await mintPending(platform, own));
    const reviewer = await mintReviewer(platform, { scope: own.campus.schoolCode });
    const query = `examSession=${own.examSessionId}&limit=2`;
    const first = accepted(await reviewer.list(query));
    const second = accepted(await reviewer.list(`${query}&after=${first.nextCursor}`));
    expect([...first.reviews, ...second.reviews].map(({ id }) => id)).toEqual(
      waiting.map(({ reviewId }) => reviewId),
    );
    expect(second.nextCursor).toBe(null);
    expect(first.reviews[0]?.name).toMatch(/^.\*+$/);
    expect(JSON.stringify(first)).not.toContain(waiting[0]?.passport.idNumber);
    expect(first.counts).toEqual({ pending: 3, approved: 0, rejected: 0, expired: 0 });
    expect(accepted(await reviewer.list(`${query}&inside=000000`)).reviews).toEqual([]);
    accepted(await reviewer.reject(waiting[1]?.reviewId ?? ''));
    expect(accepted(await reviewer.list(`${query}&state=rejected`)).reviews).toMatchObject([
      { id: waiting[1]?.reviewId, decidedBy: reviewer.account },
    ]);
  });

  it('belongs to reviewers of the school: others see nothing, other roles are refused', async () => {
    const { reviewId } = await mintPending(platform, place);
    const { schoolCode, provinceCode } = place.campus;
    for (const scope of [schoolCode, provinceCode, '*']) {
      const inside = await mintReviewer(platform, { scope });
      expect((await inside.open(reviewId)).ok).toBe(true);
    }
    const elsewhere = (await mint.campus()).schoolCode;
    for (const scope of [elsewhere, elsewhere.slice(0, 2)]) {
      const outside = await mintReviewer(platform, { scope });
      const nothing = { status: 404, code: 'NOT_FOUND' };
      expect(await outside.open(reviewId)).toMatchObject(nothing);
      expect(await outside.approve(reviewId)).toMatchObject(nothing);
      expect(accepted(await outside.list(`examSession=${place.examSessionId}`)).reviews).toEqual([]);
    }
    for (const role of ['schoolAdmin', 'provinceAdmin', 'centreAdmin', 'support', 'finance'] as const) {
      const other = await mintReviewer(platform, { role, scope: '*' });
      const refused = { status: 403, code: 'STAFF_ONLY' };
      expect(await other.open(reviewId)).toMatchObject(refused);
      expect(await other.approve(reviewId)).toMatchObject(refused);
      expect(await other.list('')).toMatchObject(refused);
    }
    expect((await reviewRecord(platform, reviewId)).state).toBe('pending');
  });

  it('rejects with a reason only, and never a stale or settled one', async () => {
    const { reviewId } = await mintPending(platform, place);
    const reviewer = await mintReviewer(platform, {});
    expect(await reviewer.decide(reviewId, { outcome: 'reject', version: 1, reason: '  ' })).toMatchObject({
      status: 400,
      code: 'INVALID_INPUT',
    });
    expect(await reviewer.approve(reviewId, 7)).toMatchObject({ status: 409, code: 'REVIEW_CHANGED' });
    accepted(await reviewer.reject(reviewId));
    expect(await reviewer.approve(reviewId, 2)).toMatchObject({ status: 409, code: 'REVIEW_DECIDED' });
  });
});

it('nothing personal is in clear in the record, and its events cannot be changed', async () => {
  const { reviewId, passport } = await mintPending(platform, place);
  accepted(await (await mintReviewer(platform, {})).reject(reviewId, 1, `${passport.name} 的证件不符`));
  const record = JSON.stringify(await db.select().from(reviews).where(eq(reviews.id, reviewId)));
  const events = JSON.stringify(
    await db.select().from(reviewEvents).where(eq(reviewEvents.reviewId, reviewId)),
  );
  for (const secret of [passport.name, passport.idNumber]) expect(record + events).not.toContain(secret);
  await expect(db.delete(reviewEvents).where(eq(reviewEvents.reviewId, reviewId))).rejects.toMatchObject({
    cause: { message: expect.stringContaining('permission denied') },
  });
});
