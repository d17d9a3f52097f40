import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { auditLog, batches, outbox, staffSessions } from '../../../db/schema/index.ts';
import { decideReviewIn } from '../../../db/review/decide-review.ts';
import { addReviewProof, proofsOf } from '../../../db/review/review-proofs.ts';
import { storeProof } from '../../../db/staff/proofs.ts';
import { startPlatform } from '../../support/platform.ts';
import {
  mintAsker,
  mintCet6Place,
  mintPending,
  mintReviewer,
  reviewRecord,
} from '../../support/review-walk.ts';
import { eventually } from '../../support/records.ts';
import { waitingForLocks } from '../../support/waiting-for-locks.ts';
import { accepted } from '../../support/walk.ts';
import { workBatch } from '../../support/work-batch.ts';

const platform = await startPlatform({ clock: systemClock });
const { db, vault, clock } = platform;
const needs = { db, vault, clock };

interface Batch {
  id: string;
  state: string;
  total: number;
}
interface Preview {
  impact: { count: number; first: object[] };
  version: string;
  takesSecondPerson: boolean;
}

/** A school with so many re-checks that wait, its reviewers, and what they ask about all of them. */
async function mintSchool(waiting: number) {
  const place = await mintCet6Place(platform);
  const asked = [];
  for (let count = 0; count < waiting; count += 1) asked.push(await mintPending(platform, place));
  const ofSchool = () => mintReviewer(platform, { scope: place.campus.schoolCode });
  type Reviewer = Awaited<ReturnType<typeof ofSchool>>;
  const query = `examSession=${place.examSessionId}`;
  const approve = { outcome: 'approve' };
  const preview = async ({ call }: Reviewer, more = '', decision: object = approve) =>
    accepted(await call<Preview>('POST', `/reviews/all/preview?${query}${more}`, { decision }));
  const start = ({ call }: Reviewer, seen: object, more = '', decision: object = approve) =>
    call<Batch>('POST', `/reviews/all?${query}${more}`, { decision, ...seen });
  /** Looks, then asks for what was shown, and lets it be written down. */
  const ask = async (by: Reviewer, more = '', decision: object = approve) => {
    const { impact, version } = await preview(by, more, decision);
    const seen = { seenCount: impact.count, seenVersion: version };
    const { id } = accepted(await start(by, seen, more, decision));
    await workBatch(needs, id);
    return id;
  };
  const settle = (by: Reviewer, id: string, body: object = approve) =>
    by.call<{ state: string }>('POST', `/batch-approvals/${id}/decision`, body);
  return { place, asked, ofSchool, preview, start, ask, settle };
}

describe('one decision for all of a filter', () => {
  it('is about as many as were seen, waits for a second person, and answers for each row', async () => {
    const { place, asked, ofSchool, preview, start, ask, settle } = await mintSchool(4);
    const [starter, second, third] = [await ofSchool(), await ofSchool(), await ofSchool()];
    const own = accepted(await starter.file(place, (await mintAsker(platform, place)).passport)).id;
    const shown = await preview(starter);
    expect(shown).toMatchObject({ impact: { count: 5 }, takesSecondPerson: true });
    expect(shown.impact.first[0]).toMatchObject({ name: expect.stringMatching(/^.\*+$/) });
    for (const seen of [
      { seenCount: 4, seenVersion: shown.version },
      { seenCount: 5, seenVersion: 'x'.repeat(32) },
    ])
      expect(await start(starter, seen)).toMatchObject({ status: 409, code: 'COUNT_CHANGED' });
    expect((await preview(starter, '&kind=old')).impact.count).toBe(1);

    const id = await ask(starter);
    const [written] = await db.select().from(batches).where(eq(batches.id, id));
    expect(written).toMatchObject({ state: 'submitted', total: 5 });
    const run = db.update(batches).set({ state: 'running' }).where(eq(batches.id, id));
    await expect(run).rejects.toMatchObject({
      cause: { message: expect.stringContaining('takes a second person') },
    });
    expect(await settle(starter, id)).toMatchObject({ status: 403, code: 'SUBMISSION_OWN' });
    const elsewhere = await mintSchool(0);
    expect(await settle(await elsewhere.ofSchool(), id)).toMatchObject({ status: 404 });
    const admin = await mintReviewer(platform, { role: 'schoolAdmin', scope: place.campus.schoolCode });
    expect(await admin.call('GET', `/batch-approvals/${id}`)).toMatchObject({ status: 403 });

    // Meanwhile others decide, and somebody adds a proof.
    const [rejected, approved, proved, left] = asked.map(({ reviewId }) => reviewId) as [
      string,
      string,
      string,
      string,
    ];
    accepted(await third.reject(rejected));
    accepted(await third.approve(approved));
    const proofId = randomUUID();
    const file = {
      id: proofId,
      about: proofsOf(proved),
      type: 'application/pdf',
      bytes: Buffer.from('%PDF-'),
    } as const;
    await storeProof(db, vault, { ...file, uploadedBy: third.account }, clock.now());
    await addReviewProof(db, { reviewId: proved, proofId, account: third.account }, clock.now());

    expect(accepted(await second.call<object>('GET', `/batch-approvals/${id}`))).toMatchObject({
      count: 5,
      decision: { outcome: 'approve' },
    });
    expect(accepted(await settle(second, id)).state).toBe('approved');
    // It goes on without whoever asked for it.
    await db
      .update(staffSessions)
      .set({ endedAt: clock.now() })
      .where(eq(staffSessions.account, starter.account));
    await workBatch(needs, id);
    const [ended] = await db.select().from(batches).where(eq(batches.id, id));
    expect(ended).toMatchObject({ state: 'done', total: 5, done: 1, unchanged: 1, refused: 3 });
    expect(await reviewRecord(platform, left)).toMatchObject({
      state: 'approved',
      decidedBy: `staff/${starter.account}`,
    });
    expect(accepted(await third.open(left)).history.at(-1)).toMatchObject({
      type: 'approved',
      by: starter.account,
      approvedBy: second.account,
    });
    for (const one of [proved, own]) expect((await reviewRecord(platform, one)).state).toBe('pending');
    const report = await second.call<{ rows: { refusal: string | null }[] }>('GET', `/imports/${id}/rows`);
    expect(
      accepted(report)
        .rows.flatMap(({ refusal }) => refusal ?? [])
        .toSorted(),
    ).toEqual(['CHANGED_MEANWHILE', 'DECIDED', 'FILED_BY_STARTER']);
    const [mail] = await db
      .select()
      .from(outbox)
      .where(eq(outbox.key, `mail/review/${left}/2`));
    expect(mail).toMatchObject({ lane: 'bulkMail' });
    expect(mail!.dueAt).toBeGreaterThan(clock.now());
    const told = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `batch/${id}`));
    expect(told.map(({ action }) => action)).toContain('bulkApproved');

    // Each of them is taken back like any other, before its mail has left.
    accepted(await third.reset(left, 2));
  });

  it('leaves unchanged what somebody else decides alike in the same moment', async () => {
    const { asked, ofSchool, ask, settle } = await mintSchool(1);
    const [starter, second, third] = [await ofSchool(), await ofSchool(), await ofSchool()];
    const [{ reviewId }] = asked as [(typeof asked)[0]];
    const id = await ask(starter);
    accepted(await settle(second, id));
    await platform.mint.staffSignIn(third.account);
    const verdict = {
      outcome: 'approve',
      version: 1,
      account: third.account,
      proofs: [] as string[],
    } as const;
    const { working } = await db.transaction(async (tx) => {
      await decideReviewIn(tx, vault, reviewId, verdict, clock.now());
      const begun = workBatch(needs, id);
      await eventually(() => waitingForLocks(db)).toBeGreaterThan(0);
      return { working: begun };
    });
    await working;
    const [ended] = await db.select().from(batches).where(eq(batches.id, id));
    expect(ended).toMatchObject({ state: 'done', done: 0, unchanged: 1, refused: 0 });
  });

  it('is about those who were seen: as many others are shown anew', async () => {
    const { place, asked, ofSchool, preview, start } = await mintSchool(2);
    const [starter, third] = [await ofSchool(), await ofSchool()];
    const { impact, version } = await preview(starter);
    accepted(await third.approve(asked[0]!.reviewId));
    await mintPending(platform, place);
    const seen = { seenCount: impact.count, seenVersion: version };
    expect((await preview(starter)).impact.count).toBe(impact.count);
    expect(await start(starter, seen)).toMatchObject({ status: 409, code: 'COUNT_CHANGED' });
    const again = { ...seen, seenVersion: (await preview(starter)).version };
    expect(accepted(await start(starter, again)).state).toBe('checking');
  });

  it('is withdrawn by whoever asked for it, and by nobody else, until somebody has decided', async () => {
    const { asked, ofSchool, ask, settle } = await mintSchool(1);
    const [starter, second] = [await ofSchool(), await ofSchool()];
    const withdraw = (by: typeof starter, id: string) =>
      by.call<{ state: string }>('POST', `/batch-approvals/${id}/withdrawal`);
    const id = await ask(starter);
    expect(await withdraw(second, id)).toMatchObject({ status: 403, code: 'SUBMISSION_NOT_OWN' });
    expect(accepted(await withdraw(starter, id)).state).toBe('withdrawn');
    expect(await settle(second, id)).toMatchObject({ status: 409, code: 'SUBMISSION_WITHDRAWN' });
    const [over] = await db.select().from(batches).where(eq(batches.id, id));
    expect(over).toMatchObject({ state: 'cancelled', done: 0 });
    expect((await reviewRecord(platform, asked[0]!.reviewId)).state).toBe('pending');
    const next = await ask(starter);
    accepted(await settle(second, next));
    expect(await withdraw(starter, next)).toMatchObject({ status: 409, code: 'SUBMISSION_DECIDED' });
  });

  it('rejects with one reason; what the second person refuses changes nothing', async () => {
    const { place, asked, ofSchool, ask, settle } = await mintSchool(2);
    const [starter, second] = [await ofSchool(), await ofSchool()];
    const reject = { outcome: 'reject', reason: '请补交成绩单' };
    const refused = await ask(starter, '', reject);
    accepted(await settle(second, refused, { outcome: 'reject', reason: '逐条处理' }));
    await workBatch(needs, refused);
    const [first] = asked;
    expect((await reviewRecord(platform, first!.reviewId)).state).toBe('pending');
    const id = await ask(starter, `&inside=${place.campus.code}`, reject);
    accepted(await settle(second, id));
    await workBatch(needs, id);
    for (const candidate of asked)
      expect(accepted(await candidate.review()).review).toMatchObject({
        state: 'rejected',
        reason: '请补交成绩单',
      });
  });
});
