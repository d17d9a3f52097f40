import { and, eq } from 'drizzle-orm';
import { expect, describe, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { auditLog } from '../../../db/schema/index.ts';
import { staffActor } from '../../../domain/actor.ts';
import { DAY_MS } from '../../../domain/time.ts';
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
import { accepted, mintPlace } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { mint } = platform;
await mailAtOnce(platform);
const place = await mintCet6Place(platform);
const ofSchool = () => mintReviewer(platform, { scope: place.campus.schoolCode });

describe('filed by the school', () => {
  it('waits for another reviewer: its filer cannot decide it, the other one opens CET-6', async () => {
    const candidate = await mintAsker(platform, place);
    const [filer, other] = [await ofSchool(), await ofSchool()];
    const { id } = accepted(await filer.file(place, candidate.passport));
    expect(accepted(await filer.open(id))).toMatchObject({
      state: 'pending',
      filedBy: filer.account,
      proof: '成绩单原件，2003 年',
      ticketNumber: '',
      score: 425,
      history: [{ type: 'submitted', by: filer.account }],
    });
    expect(accepted(await candidate.review()).review).toMatchObject({
      state: 'pending',
      filedBySchool: true,
      changeRefusal: 'REVIEW_PENDING',
    });
    for (const answer of [await filer.approve(id), await filer.reject(id)])
      expect(answer).toMatchObject({ status: 403, code: 'REVIEW_FILED_BY_YOU' });

    const decisions = await Promise.all([other.approve(id), (await ofSchool()).reject(id)]);
    expect(decisions.filter(({ ok }) => ok)).toHaveLength(1);
    expect(decisions.find(({ ok }) => !ok)).toMatchObject({ status: 409, code: 'REVIEW_DECIDED' });
    await platform.deliverMessages();
    await eventually(() => mailsTo(platform, candidate).length).toBe(1);
  });

  it('once, however often it is sent; another paper under the same key is refused', async () => {
    const candidate = await mintAsker(platform, place);
    const filer = await ofSchool();
    const [first, ...others] = await Promise.all(
      [1, 2, 3].map(() => filer.file(place, candidate.passport, {}, 'the-same-filing')),
    );
    for (const other of others) expect(other).toEqual(first);
    expect(await reviewHistory(platform, accepted(first!).id)).toEqual(['submitted']);
    expect(await filer.file(place, candidate.passport, { score: 80 }, 'the-same-filing')).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await filer.file(place, candidate.passport)).toMatchObject({ code: 'REVIEW_EXISTS' });
  });

  it('over a rejected one, which its candidate may correct in turn', async () => {
    const candidate = await mintPending(platform, place);
    const [filer, other] = [await ofSchool(), await ofSchool()];
    accepted(await other.reject(candidate.reviewId));
    expect(accepted(await filer.file(place, candidate.passport)).id).toBe(candidate.reviewId);
    accepted(await other.reject(candidate.reviewId, 3));
    accepted(await candidate.askAgain(await namesake(platform, candidate)));
    expect((await reviewRecord(platform, candidate.reviewId)).filedBy).toBe(null);
    accepted(await filer.approve(candidate.reviewId, 5));
  });

  it('is refused for who is not on the school’s rolls, has no passport, or proves too little', async () => {
    const filer = await ofSchool();
    const { passport } = await mintAsker(platform, place);
    const nobody = { status: 404, code: 'NOT_ON_OWN_ROLLS' };
    expect(await filer.file(place, mint.person())).toMatchObject(nobody);
    expect(await filer.file(place, { ...passport, name: '别人' })).toMatchObject(nobody);
    const elsewhere = await mintReviewer(platform, { scope: (await mint.campus()).schoolCode });
    expect(await elsewhere.file(place, passport)).toMatchObject(nobody);

    const withoutPassport = mint.person();
    await mint.candidate({ ...place, person: withoutPassport });
    expect(await filer.file(place, withoutPassport)).toMatchObject({ code: 'CANDIDATE_WITHOUT_PASSPORT' });
    for (const score of [59, 101, 424])
      expect(await filer.file(place, passport, { score })).toMatchObject({ code: 'PROOF_SCORE_TOO_LOW' });
    expect(await filer.file(place, passport, { proof: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is refused where a re-check is not offered: no CET-6, barred, eligible already, after the end', async () => {
    const filed = async (given: Parameters<typeof mintCet6Place>[1], prepare?: 'black' | 'score') => {
      const own = given === undefined ? await mintPlace(platform) : await mintCet6Place(platform, given);
      const candidate = await mintAsker(platform, own);
      if (prepare === 'black') await mint.listed(candidate.registrationId, '2', 'black');
      if (prepare === 'score') await mint.score(candidate.passport, 500);
      const filer = await mintReviewer(platform, { scope: own.campus.schoolCode });
      return filer.file(own, candidate.passport);
    };
    expect(await filed(undefined)).toMatchObject({ code: 'REVIEW_NOT_OFFERED' });
    expect(await filed({}, 'black')).toMatchObject({ code: 'REVIEW_BARRED' });
    expect(await filed({}, 'score')).toMatchObject({ code: 'REVIEW_NOT_NEEDED' });
    const over = { windows: { registration: { opensIn: -2 * DAY_MS, closesIn: -DAY_MS } } };
    expect(await filed(over)).toMatchObject({ code: 'REGISTRATION_CLOSED' });
  });

  it('by reviewers only, and is found by ID number and by who asked', async () => {
    const own = await mintCet6Place(platform);
    const candidate = await mintAsker(platform, own);
    const asked = await mintPending(platform, own);
    const filer = await mintReviewer(platform, { scope: own.campus.schoolCode });
    for (const role of ['schoolAdmin', 'provinceAdmin', 'support'] as const) {
      const other = await mintReviewer(platform, { role, scope: own.campus.schoolCode });
      expect(await other.file(own, candidate.passport)).toMatchObject({ status: 403, code: 'STAFF_ONLY' });
    }
    const { id } = accepted(await filer.file(own, candidate.passport));
    const forgotten = await mintAsker(platform, own);
    const tooFew = { kind: 'forgotten', score: 72 };
    expect(await filer.file(own, forgotten.passport, tooFew)).toMatchObject({ code: 'PROOF_SCORE_TOO_LOW' });
    const third = accepted(await filer.file(own, forgotten.passport, { kind: 'forgotten', score: 480 })).id;
    const listed = async (filter: string) =>
      accepted(await filer.list(`examSession=${own.examSessionId}&${filter}`)).reviews;
    expect(await listed('kind=old')).toMatchObject([{ id, filedBy: filer.account, kind: 'old', version: 1 }]);
    expect(await listed('kind=online')).toMatchObject([
      { id: asked.reviewId, filedBy: null, kind: 'online' },
    ]);
    expect(await listed('kind=forgotten')).toMatchObject([{ id: third, kind: 'forgotten', score: 480 }]);
    expect(await listed('waitingDays=1')).toEqual([]);

    const lookUp = ({ idType, idNumber }: { idType: string; idNumber: string }) =>
      filer.call('POST', `/reviews/lookups?examSession=${own.examSessionId}`, {
        by: 'idNumber',
        idType,
        idNumber,
      });
    expect(accepted(await lookUp(candidate.passport))).toMatchObject({ reviews: [{ id }] });
    const byName = { by: 'name', name: asked.passport.name };
    const found = await filer.call('POST', `/reviews/lookups?examSession=${own.examSessionId}`, byName);
    expect(accepted(found)).toMatchObject({ reviews: [{ id: asked.reviewId }] });
    expect(await lookUp(mint.person())).toMatchObject({ status: 404, code: 'NO_SUCH_REVIEW' });
    const lookUps = and(eq(auditLog.actor, staffActor(filer.account)), eq(auditLog.action, 'reviewLookedUp'));
    const kept = await platform.db.select({ target: auditLog.target }).from(auditLog).where(lookUps);
    expect(kept.map(({ target }) => target).toSorted()).toEqual(
      [`review/${id}`, `review/${asked.reviewId}`, 'review/unknown'].toSorted(),
    );
  });

  it('is found by a name that many share, the first twenty, and it is said that there are more', async () => {
    const own = await mintPlace(platform);
    const { name } = mint.person();
    for (let count = 0; count < 21; count += 1) {
      const passport = await mint.passport({ ...mint.person(), name });
      const of = { examSessionId: own.examSessionId, campus: own.campus, person: passport };
      await mint.review(await mint.candidate(of), passport, 'pending');
    }
    const reviewer = await mintReviewer(platform, { scope: own.campus.schoolCode });
    const lookUp = `/reviews/lookups?examSession=${own.examSessionId}`;
    const found = await reviewer.call<{ reviews: object[]; more: boolean }>('POST', lookUp, {
      by: 'name',
      name,
    });
    expect(accepted(found).reviews).toHaveLength(20);
    expect(accepted(found).more).toBe(true);
  });
});
