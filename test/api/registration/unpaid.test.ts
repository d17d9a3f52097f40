import { randomUUID } from 'node:crypto';
import { eq, like } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { BATCH_WORKS } from '../../../activities/batch-works.ts';
import { stepBatch } from '../../../activities/batches/step-batch.ts';
import { noteBounced } from '../../../db/batches/note-bounced.ts';
import { lapseBatchApprovals, readBatchApproval } from '../../../db/batches/batch-approvals.ts';
import { auditLog, outbox, registrations, staffRules } from '../../../db/schema/index.ts';
import { batchMailKey } from '../../../domain/batches/bulk.ts';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { mintUnpaidRegistration } from '../../support/unpaid-registration.ts';
import { workBatch } from '../../support/work-batch.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const { mint, clock, db, vault } = api;
const needs = { db, vault, clock };

interface List {
  unpaid: { candidateId: string; name: string; subjects: string[]; remindedOn: string | null }[];
  count: number;
  unpaidFen: number;
  nextCursor: string | null;
}

/** A school of which so many owe for CET-4; the first one is of another college. */
async function mintSchool(people = 3) {
  const { id: examSessionId } = await mint.examSession();
  const campus = await mint.campus();
  const { id: offeringId } = await mint.offering(examSessionId, campus.code, '1');
  const minted = [];
  for (let n = 0; n < people; n += 1) {
    const department = n === 0 ? '文学院' : '理学院';
    const candidate = await mint.candidate({ examSessionId, campus, roll: { department } });
    const { id: passportId } = await mint.passport();
    await mintUnpaidRegistration(
      api,
      { ...candidate, passportId },
      { offeringId, subject: '1', at: clock.now() },
    );
    minted.push(candidate.id);
  }
  const signIn = async (role: StaffRole, scope: string = campus.schoolCode) => {
    const { account } = await mint.staff({ role, scope });
    return { account, staff: await mint.staffSignIn(account) };
  };
  const query = `examSession=${examSessionId}`;
  const admin = await signIn('schoolAdmin');
  const list = async (more = '', { staff } = admin) =>
    (await (await api.get(`/api/staff/unpaid?${query}${more}`, { staff })).json()) as List;
  const ask = async (path: string, body?: object, { staff } = admin, key: string = randomUUID()) => {
    const response = await api.post(`/api/staff/unpaid/reminders${path}`, body, {
      staff,
      headers: { 'Idempotency-Key': key },
    });
    return { status: response.status, body: await response.json() };
  };
  /** Reminds all of a filter, as a page does: looks first, then asks for what it was shown. */
  const remind = async (more = '', by = admin, key: string = randomUUID()) => {
    const { body: shown } = await ask(`/preview?${query}${more}`, undefined, by);
    const seen = { seenCount: shown.impact.count, seenVersion: shown.version };
    return (await ask(`?${query}${more}`, seen, by, key)).body;
  };
  const batch = async (id: string) =>
    (await api.get(`/api/staff/batches/${id}`, { staff: admin.staff })).json();
  return { examSessionId, campus, people: minted, admin, signIn, query, list, ask, remind, batch };
}

const mailsOf = (batchId: string) =>
  db
    .select()
    .from(outbox)
    .where(like(outbox.key, `bulk/${batchId}/%`))
    .orderBy(outbox.id);

/** Lets so many be acted on by one person, while something is done. */
async function above(people: number, work: () => Promise<void>): Promise<void> {
  const rules = { submissionLapseDays: 3, secondPersonAbove: people, version: 1 };
  await db.insert(staffRules).values(rules);
  try {
    await work();
  } finally {
    await db.update(staffRules).set({ secondPersonAbove: 1_000 });
  }
}

describe('who has not paid', () => {
  it('is listed masked by college and subject, counted, paged and exported', async () => {
    const { list, query, admin } = await mintSchool();
    const all = await list();
    expect(all).toMatchObject({ count: 3, unpaidFen: 9_000, nextCursor: null });
    expect(all.unpaid[0]).toMatchObject({ subjects: ['1'], remindedOn: null });
    expect(all.unpaid[0]!.name).toContain('*');
    expect((await list('&college=理学院')).count).toBe(2);
    expect((await list('&subject=2')).count).toBe(0);
    const first = await list('&limit=2');
    expect(first.unpaid).toHaveLength(2);
    const rest = await list(`&limit=2&after=${first.nextCursor}`);
    expect([...first.unpaid, ...rest.unpaid].map(({ candidateId }) => candidateId)).toEqual(
      all.unpaid.map(({ candidateId }) => candidateId),
    );
    const file = await exportedFile(api, `/api/staff/unpaid/exports?${query}`, admin.staff);
    expect(file.toString()).toContain('"1",30,');
  });

  it('is shown to a college of that alone, and a college of no one school is refused', async () => {
    const { list, signIn, campus, query, people } = await mintSchool();
    const clerk = await signIn('collegeClerk', `${campus.schoolCode}/文学院`);
    const own = await list('', clerk);
    expect(own.unpaid.map(({ candidateId }) => candidateId)).toEqual([people[0]]);
    expect(own).toMatchObject({ count: 1, unpaidFen: 3_000 });
    expect((await list('&college=理学院', clerk)).count).toBe(0);
    const centre = await signIn('centreAdmin', '*');
    const vague = await api.get(`/api/staff/unpaid?${query}&college=文学院`, centre);
    expect(await refusal(vague)).toEqual({ status: 422, code: 'SCHOOL_NEEDED' });
    expect((await list(`&college=文学院&inside=${campus.schoolCode}`, centre)).count).toBe(1);
    expect((await list(`&inside=${campus.provinceCode}`, centre)).count).toBe(3);
  });
});

describe('a reminder', () => {
  it('goes to all of a filter that was seen, once each and day, with a report', async () => {
    const { ask, query, remind, batch, admin, people, list } = await mintSchool();
    const preview = await ask(`/preview?${query}`);
    expect(preview.body).toMatchObject({ impact: { count: 3 }, leftOut: 0, takesSecondPerson: false });
    expect(preview.body.impact.first).toHaveLength(3);
    expect(preview.body.example.text).toMatch(/测.*30\.00 元[\s\S]*30\.00 yuan/);
    const changed = await ask(`?${query}`, { seenCount: 2, seenVersion: preview.body.version });
    expect(changed).toMatchObject({
      status: 409,
      body: { code: 'COUNT_CHANGED', count: 3, impact: { count: 3, first: [{}, {}, {}] } },
    });
    const other = await ask(`?${query}&college=理学院`, { seenCount: 2, seenVersion: preview.body.version });
    expect(other.body.code).toBe('COUNT_CHANGED');
    const key = randomUUID();
    const asked = await remind('', admin, key);
    expect(asked).toMatchObject({ kind: 'reminders', state: 'checking', filter: { stage: 'unpaid' } });
    expect((await remind('', admin, key)).id).toBe(asked.id);
    // Somebody pays between being written down and being reminded.
    const [paid] = await db.select().from(registrations).where(eq(registrations.id, people[2]!));
    await stepBatch(needs, BATCH_WORKS, asked.id, () => {});
    await db
      .update(registrations)
      .set({ version: 2, stage: 'saved', state: { ...paid!.state, version: 2, entries: [] } })
      .where(eq(registrations.id, people[2]!));
    await workBatch(needs, asked.id);
    expect(await batch(asked.id)).toMatchObject({
      state: 'done',
      total: 3,
      done: 2,
      unchanged: 1,
      refused: 0,
    });
    const mails = await mailsOf(asked.id);
    expect(mails.map(({ lane }) => lane)).toEqual(['bulkMail', 'bulkMail']);
    const dossier = await api.get(`/api/staff/candidates/${people[0]}/dossier`, { staff: admin.staff });
    expect((await dossier.json()).messages).toMatchObject([{ title: { zh: '催缴' }, outcome: 'waiting' }]);
    expect((await ask(`/preview?${query}`)).body).toMatchObject({ impact: { count: 2 }, leftOut: 2 });
    expect((await ask(`/preview?${query}&college=理学院`)).body.leftOut).toBeLessThan(2);
    const again = await remind();
    await workBatch(needs, again.id);
    expect(await batch(again.id)).toMatchObject({ state: 'done', total: 2, done: 0, refused: 2 });
    expect((await list()).unpaid[0]!.remindedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const report = await api.get(`/api/staff/imports/${again.id}/rows`, { staff: admin.staff });
    const { rows } = await report.json();
    expect(rows[0]).toMatchObject({ result: 'refused', refusal: 'REMINDED_TODAY' });
    expect(rows[0].who).toContain('*');
    const file = await exportedFile(api, `/api/staff/imports/${again.id}/rows/exports`, admin.staff);
    expect(file.toString()).toContain('当日已催缴过');
    const inFull = await api.post(`/api/staff/imports/${again.id}/bad-rows/exports`, undefined, admin);
    expect(inFull.status).toBe(404);
  });

  it('that the mail server refuses is told to its row, once', async () => {
    const { remind, batch } = await mintSchool(2);
    const { id } = await remind();
    await workBatch(needs, id);
    await noteBounced(db, batchMailKey(id, 2));
    await noteBounced(db, batchMailKey(id, 2));
    expect(await batch(id)).toMatchObject({ done: 1, refused: 1 });
  });
});

it('what is for more people than one person may act on runs once a second one has approved it', () =>
  above(2, async () => {
    const { remind, batch, signIn, admin, query, ask } = await mintSchool();
    const decide = async (id: string, by: { staff: string }, body: object = { outcome: 'approve' }) => {
      const response = await api.post(`/api/staff/batch-approvals/${id}/decision`, body, by);
      return { status: response.status, body: await response.json() };
    };
    expect((await ask(`/preview?${query}`)).body.takesSecondPerson).toBe(true);
    const asked = await remind();
    await workBatch(needs, asked.id);
    expect(await batch(asked.id)).toMatchObject({ state: 'submitted', total: 3, orders: ['cancel'] });
    expect(await mailsOf(asked.id)).toEqual([]);
    expect((await decide(asked.id, admin)).body.code).toBe('SUBMISSION_OWN');
    const stranger = await mintSchool(1);
    expect((await decide(asked.id, stranger.admin)).status).toBe(404);
    const second = await signIn('schoolAdmin');
    const one = await api.get(`/api/staff/batch-approvals/${asked.id}`, second);
    expect(await one.json()).toMatchObject({
      count: 3,
      who: [{}, {}, {}].map(() => expect.stringContaining('*')),
    });
    const waiting = await api.get('/api/staff/batch-approvals?by=decidable', second);
    expect((await waiting.json()).batchApprovals).toHaveLength(1);
    expect((await decide(asked.id, second)).body).toMatchObject({ state: 'approved' });
    await workBatch(needs, asked.id);
    expect(await batch(asked.id)).toMatchObject({ state: 'done', done: 3 });
    const actions = await db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.target, `batch/${asked.id}`))
      .orderBy(auditLog.id);
    expect(actions.map(({ action }) => action)).toEqual([
      'bulkAsked',
      'bulkSubmitted',
      'bulkApproved',
      'batchDone',
    ]);

    const rejected = await remind();
    await workBatch(needs, rejected.id);
    await decide(rejected.id, second, { outcome: 'reject', reason: '今天已催缴' });
    expect((await batch(rejected.id)).state).toBe('cancelled');

    const late = await remind();
    await workBatch(needs, late.id);
    clock.advance(3 * DAY_MS);
    await lapseBatchApprovals(db, clock.now());
    expect((await readBatchApproval(db, late.id))!.approval.state).toBe('lapsed');
  }));
