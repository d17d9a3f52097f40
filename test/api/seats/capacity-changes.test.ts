import { randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { asc, eq, inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { capacityChangeListSchema, capacityChangeSchema } from '../../../api/seats/capacity-schemas.ts';
import {
  auditLog,
  capacityChanges,
  examSessions,
  seatPools,
  staffAccountChanges,
  waitlistEntries,
} from '../../../db/schema/index.ts';
import { lapseSubmissions } from '../../../db/staff/lapse-submissions.ts';
import { DEFAULT_STAFF_RULES } from '../../../domain/staff/staff-rules.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { onDatabase } from '../../support/sql.ts';
import { mintStaff, staffCalls } from '../../support/staff-calls.ts';
import { accepted } from '../../support/walk.ts';
import { createTestApi } from '../test-api.ts';

type CapacityChange = z.infer<typeof capacityChangeSchema>;

const ORIGIN = 'http://127.0.0.1:8080';
const api = await createTestApi({ publicUrl: ORIGIN });
const { db, mint, clock } = api;
const campus = await mint.campus();

/** A full pool with one seat held and one paid of ten. */
async function mintPool() {
  const examSession = await mint.examSession();
  const { id } = await mint.offering(examSession.id, campus.code, '1');
  await db.update(seatPools).set({ free: 8, held: 1, paid: 1 }).where(eq(seatPools.offeringId, id));
  return { examSessionId: examSession.id, offeringId: id };
}

async function mintAdmin(given: Parameters<typeof mint.staff>[0] = {}) {
  const staff = { role: 'schoolAdmin' as const, scope: campus.schoolCode, ...given };
  return adminOf(await mintStaff({ ...api, publicUrl: ORIGIN }, staff));
}

function adminOf({ account, call }: ReturnType<typeof staffCalls>) {
  return {
    account,
    change: (examSessionId: string, capacity: number, key?: string, of = campus.code) =>
      call<CapacityChange>(
        'POST',
        `/capacity-changes?examSession=${examSessionId}`,
        { campus: of, subject: '1', capacity },
        key,
      ),
    list: (query = '') => call<z.infer<typeof capacityChangeListSchema>>('GET', `/capacity-changes?${query}`),
    open: (id: string) => call<CapacityChange>('GET', `/capacity-changes/${id}`),
    approve: (id: string) =>
      call<CapacityChange>('POST', `/capacity-changes/${id}/decision`, { outcome: 'approve' }),
    reject: (id: string) =>
      call<CapacityChange>('POST', `/capacity-changes/${id}/decision`, {
        outcome: 'reject',
        reason: '考场够用',
      }),
  };
}

const [one, two] = [await mintAdmin(), await mintAdmin()];

async function capacityOf(offeringId: number): Promise<number> {
  const [pool] = await db.select().from(seatPools).where(eq(seatPools.offeringId, offeringId));
  return pool!.capacity;
}

async function submittedCut() {
  const pool = await mintPool();
  return { ...pool, cut: accepted(await one.change(pool.examSessionId, 5)) };
}

it('is made in no exam session that nobody named while several are open', async () => {
  await mintPool();
  await mintPool();
  const staff = { role: 'schoolAdmin' as const, scope: campus.schoolCode };
  const { call } = await mintStaff({ ...api, publicUrl: ORIGIN }, staff);
  const change = { campus: campus.code, subject: '1', capacity: 11 };
  expect(await call('POST', '/capacity-changes', change)).toMatchObject({
    status: 422,
    code: 'EXAM_SESSION_NEEDED',
  });
});

describe('raising a capacity', () => {
  it('takes one person, and serves the queue first', async () => {
    const { examSessionId, offeringId } = await mintPool();
    await mint.seats(offeringId, 2);
    await db.update(seatPools).set({ waiting: 1 }).where(eq(seatPools.offeringId, offeringId));
    const waiting = { offeringId, registrationId: randomUUID(), level: 4, mode: 'written' } as const;
    const times = { joinedAt: clock.now(), endsAt: clock.now() + HOUR_MS };
    await db.insert(waitlistEntries).values({ id: randomUUID(), ...waiting, ...times, state: 'waiting' });
    expect(accepted(await one.change(examSessionId, 5))).toMatchObject({
      state: 'approved',
      submittedBy: one.account,
      decidedBy: null,
      before: 2,
      capacity: 5,
      campus: campus.code,
      subject: '1',
      pool: { capacity: 5, free: 2, offered: 1, held: 1, paid: 1, waiting: 0 },
      decisionRefusal: 'SUBMISSION_DECIDED',
    });
  });

  it('happens once under one key, which serves for nothing else', async () => {
    const { examSessionId, offeringId } = await mintPool();
    const key = randomUUID();
    const first = accepted(await one.change(examSessionId, 12, key));
    expect(accepted(await one.change(examSessionId, 12, key)).id).toBe(first.id);
    expect(await one.change(examSessionId, 13, key)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await db.$count(capacityChanges, eq(capacityChanges.offeringId, offeringId))).toBe(1);
  });
});

describe('an account that somebody made', () => {
  it('is nobody else, for whatever it or they submit, before its owner has proved an address', async () => {
    const keeper = await mintStaff(
      { ...api, publicUrl: ORIGIN },
      { role: 'provinceAdmin', scope: campus.provinceCode },
    );
    const account = `made-${randomUUID().slice(0, 8)}`;
    accepted(
      await keeper.call('POST', '/accounts', {
        account,
        role: 'schoolAdmin',
        scope: campus.schoolCode,
        secondFactorRequired: true,
      }),
    );
    // They sign in with the password that they were shown, change it and set an authenticator up.
    await onDatabase(
      api.ownerUrl,
      (sql) =>
        sql`update staff_accounts set must_change_password = false, second_factor_required = false where account = ${account}`,
    );
    const made = adminOf(staffCalls({ ...api, publicUrl: ORIGIN }, account));
    const { examSessionId } = await mintPool();
    const cut = accepted(await made.change(examSessionId, 5));
    const decide = () =>
      keeper.call<CapacityChange>('POST', `/capacity-changes/${cut.id}/decision`, { outcome: 'approve' });
    expect(
      accepted(await keeper.call<CapacityChange>('GET', `/capacity-changes/${cut.id}`)).decisionRefusal,
    ).toBe('SUBMISSION_ONE_PERSON');
    expect(await decide()).toEqual({ ok: false, status: 403, code: 'SUBMISSION_ONE_PERSON' });
    await db.insert(staffAccountChanges).values({
      kind: 'emailVerified',
      account,
      changedBy: account,
      changedAt: clock.now(),
      sealedEmail: '-',
      emailIndex: account,
    });
    expect(accepted(await decide())).toMatchObject({ state: 'approved', decidedBy: keeper.account });
  });
});

describe('cutting a capacity', () => {
  it('changes nothing until somebody else approves, and never by who submitted it', async () => {
    const { cut, offeringId } = await submittedCut();
    expect(cut).toMatchObject({
      state: 'submitted',
      before: 10,
      capacity: 5,
      decisionRefusal: 'SUBMISSION_OWN',
    });
    const refused = { ok: false, status: 403, code: 'SUBMISSION_OWN' };
    expect([await one.approve(cut.id), await one.reject(cut.id)]).toEqual([refused, refused]);
    expect(await capacityOf(offeringId)).toBe(10);
    // The database refuses it even past the API: a decision by the same person, or by nobody.
    for (const [decidedBy, constraint] of [
      [one.account, 'capacity_changes_two_people'],
      [null, 'capacity_changes_decided'],
    ] as const) {
      const forged = db
        .update(capacityChanges)
        .set({ state: 'approved', decidedBy, decidedAt: clock.now() })
        .where(eq(capacityChanges.id, cut.id));
      await expect(forged).rejects.toMatchObject({ cause: { constraint_name: constraint } });
    }
    expect(accepted(await two.approve(cut.id))).toMatchObject({
      state: 'approved',
      decidedBy: two.account,
      pool: { capacity: 5, free: 3, held: 1, paid: 1 },
    });
    const rows = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `offering/${offeringId}`))
      .orderBy(asc(auditLog.id));
    expect(rows.map(({ actor, action }) => [actor, action])).toEqual([
      [`staff/${one.account}`, 'capacityCutSubmitted'],
      [`staff/${two.account}`, 'capacityCutApproved'],
      [`staff/${two.account}`, 'capacityChanged'],
    ]);
  });

  it('is decided by one of two people, and rejected with a reason', async () => {
    const { cut, offeringId } = await submittedCut();
    const three = await mintAdmin({ role: 'centreAdmin', scope: '*' });
    const answers = await Promise.all([two.reject(cut.id), three.reject(cut.id)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ status: 409, code: 'SUBMISSION_DECIDED' });
    expect(accepted(await one.open(cut.id))).toMatchObject({ state: 'rejected', reason: '考场够用' });
    expect(await capacityOf(offeringId)).toBe(10);
    // A refusal tells moments as answers do, and how few seats there may be only where that is asked.
    const late = await api.post(
      `/api/staff/capacity-changes/${cut.id}/decision`,
      { outcome: 'approve' },
      { staff: await mint.staffSignIn(three.account) },
    );
    const problem = (await late.json()) as { decided: { decidedAt: string } };
    const { decidedAt } = accepted(await one.open(cut.id));
    expect(problem).toMatchObject({ code: 'SUBMISSION_DECIDED', decided: { state: 'rejected', decidedAt } });
    expect(problem).not.toHaveProperty('least');
  });

  it('never takes seats somebody has: neither when submitted nor when approved', async () => {
    const { cut, examSessionId, offeringId } = await submittedCut();
    await db.update(seatPools).set({ free: 4, held: 5 }).where(eq(seatPools.offeringId, offeringId));
    expect(await two.approve(cut.id)).toEqual({ ok: false, status: 409, code: 'CAPACITY_TOO_LOW' });
    accepted(await two.reject(cut.id));
    expect(await one.change(examSessionId, 5)).toMatchObject({ status: 409, code: 'CAPACITY_TOO_LOW' });
    const response = await api.post(
      `/api/staff/capacity-changes?examSession=${examSessionId}`,
      { campus: campus.code, subject: '1', capacity: 5 },
      { staff: await mint.staffSignIn(one.account), headers: { 'Idempotency-Key': randomUUID() } },
    );
    expect(await response.json()).toMatchObject({ code: 'CAPACITY_TOO_LOW', least: 6 });
    accepted(await two.approve(accepted(await one.change(examSessionId, 6)).id));
    expect(await capacityOf(offeringId)).toBe(6);
  });

  it('waits alone: what the second person sees is neither cut further nor raised meanwhile', async () => {
    const { cut, examSessionId, offeringId } = await submittedCut();
    for (const capacity of [4, 11])
      expect(await two.change(examSessionId, capacity)).toMatchObject({
        status: 409,
        code: 'CAPACITY_PENDING',
      });
    expect(await two.change(examSessionId, 10)).toMatchObject({ status: 409, code: 'CAPACITY_UNCHANGED' });
    expect(await capacityOf(offeringId)).toBe(10);
    accepted(await two.reject(cut.id));
    accepted(await two.change(examSessionId, 11));
    expect(await capacityOf(offeringId)).toBe(11);
  });

  it('is not approved once the capacity has changed, as an earlier release allowed', async () => {
    const { cut, examSessionId, offeringId } = await submittedCut();
    await db.insert(capacityChanges).values({
      id: randomUUID(),
      offeringId,
      schoolCode: campus.schoolCode,
      before: 10,
      capacity: 11,
      state: 'approved',
      submittedBy: two.account,
      submittedAt: clock.now(),
    });
    expect(await two.approve(cut.id)).toMatchObject({ status: 409, code: 'CAPACITY_OUTDATED' });
    accepted(await two.reject(cut.id));
    accepted(await two.change(examSessionId, 4));
  });
});

describe('who changes capacities', () => {
  it('the school, its province and the centre; nobody else sees that there is one', async () => {
    const { cut, examSessionId } = await submittedCut();
    const elsewhere = await mintAdmin({ scope: (await mint.campus()).schoolCode });
    expect(await elsewhere.change(examSessionId, 4)).toMatchObject({ code: 'SUBJECT_NOT_OFFERED' });
    for (const answer of [await elsewhere.open(cut.id), await elsewhere.approve(cut.id)])
      expect(answer).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(accepted(await elsewhere.list()).capacityChanges).toEqual([]);
    for (const role of ['reviewer', 'support', 'finance'] as const) {
      const other = await mintAdmin({ role, scope: '*' });
      expect(await other.approve(cut.id)).toMatchObject({ status: 403, code: 'STAFF_ONLY' });
    }
    const province = await mintAdmin({ role: 'provinceAdmin', scope: campus.provinceCode });
    accepted(await province.approve(cut.id));
  });

  it('list what waits longest first, page by page', async () => {
    const cuts: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      cuts.push((await submittedCut()).cut.id);
      clock.advance(1_000);
    }
    const shown: string[] = [];
    let after = '';
    do {
      const page = accepted(await two.list(`limit=2${after}`));
      expect(page.capacityChanges.length).toBeLessThanOrEqual(2);
      shown.push(...page.capacityChanges.map(({ id }) => id));
      after = page.nextCursor === null ? '' : `&after=${page.nextCursor}`;
    } while (after);
    expect(shown.filter((id) => cuts.includes(id))).toEqual(cuts);
    const waiting = await db
      .select({ id: capacityChanges.id })
      .from(capacityChanges)
      .where(inArray(capacityChanges.id, shown));
    expect(waiting).toHaveLength(shown.length);
  });
});

describe('a cut that nobody decides', () => {
  it('lapses after three days, is shown so, and can be submitted again', async () => {
    const { examSessionId } = await mintPool();
    const [asking, other] = [await mintAdmin(), await mintAdmin()];
    const { id } = accepted(await asking.change(examSessionId, 9));
    const idsOf = async (who: typeof asking, query: string) =>
      accepted(await who.list(query)).capacityChanges.map((change) => change.id);
    expect(await idsOf(asking, 'by=me')).toContain(id);
    expect(await idsOf(other, 'by=decidable')).toContain(id);
    expect(await idsOf(asking, 'by=decidable')).not.toContain(id);

    clock.advance(DEFAULT_STAFF_RULES.submissionLapseDays * DAY_MS - HOUR_MS);
    await lapseSubmissions(db, clock.now());
    expect(accepted(await other.open(id)).state).toBe('submitted');
    clock.advance(HOUR_MS);
    await lapseSubmissions(db, clock.now());
    expect(accepted(await asking.open(id))).toMatchObject({
      state: 'lapsed',
      decidedBy: null,
      decisionRefusal: 'SUBMISSION_LAPSED',
    });
    expect(await idsOf(asking, 'state=lapsed')).toContain(id);
    expect(await other.approve(id)).toMatchObject({ status: 409, code: 'SUBMISSION_LAPSED' });
    const audited = await db.select().from(auditLog).where(eq(auditLog.action, 'capacityCutLapsed'));
    expect(audited).toContainEqual(
      expect.objectContaining({ actor: 'timer', details: { from: 10, to: 9, submittedBy: asking.account } }),
    );
    expect(accepted(await asking.change(examSessionId, 9)).state).toBe('submitted');
  });

  it('lapses after the days that the centre has set', async () => {
    const { examSessionId } = await mintPool();
    const asking = await mintAdmin();
    const { id } = accepted(await asking.change(examSessionId, 9));
    const { call } = await mintStaff({ ...api, publicUrl: ORIGIN }, { role: 'centreAdmin', scope: '*' });
    const setDays = async (submissionLapseDays: number) => {
      const { version } = accepted(await call<{ version: number }>('GET', '/rules'));
      accepted(
        await call('PUT', '/rules', { rules: { ...DEFAULT_STAFF_RULES, submissionLapseDays }, version }),
      );
    };
    await setDays(5);
    clock.advance(4 * DAY_MS);
    await lapseSubmissions(db, clock.now());
    expect(accepted(await asking.open(id)).state).toBe('submitted');
    await setDays(DEFAULT_STAFF_RULES.submissionLapseDays);
    await lapseSubmissions(db, clock.now());
    expect(accepted(await asking.open(id)).state).toBe('lapsed');
  });
});

describe('the list of changes', () => {
  it('has those waiting longest first, or the newest first where that is asked for, page after page', async () => {
    const place = await mint.campus();
    const author = await mintAdmin({ scope: place.schoolCode });
    const submitted: string[] = [];
    for (const subject of ['1', '2', 'F']) {
      const examSession = await mint.examSession();
      const { id: offeringId } = await mint.offering(examSession.id, place.code, subject);
      const id = randomUUID();
      await db.insert(capacityChanges).values({
        id,
        offeringId,
        schoolCode: place.schoolCode,
        before: 10,
        capacity: 9,
        state: 'submitted',
        submittedBy: author.account,
        submittedAt: clock.now() + submitted.length,
      });
      submitted.push(id);
    }
    const paged = async (query: string) => {
      const found: string[] = [];
      let after = '';
      do {
        const { capacityChanges: shown, nextCursor } = accepted(
          await author.list(`${query}&limit=1${after}`),
        );
        found.push(...shown.map(({ id }) => id));
        after = nextCursor === null ? '' : `&after=${nextCursor}`;
      } while (after);
      return found;
    };
    expect(await paged('state=submitted')).toEqual(submitted);
    expect(await paged('order=desc')).toEqual(submitted.toReversed());
  });
});

describe('an exam session that is closed', () => {
  it('takes no more seats and no fewer, and no decision but a rejection', async () => {
    const { examSessionId, offeringId, cut } = await submittedCut();
    await db.update(examSessions).set({ state: 'closed' }).where(eq(examSessions.id, examSessionId));
    const closed = { status: 409, code: 'EXAM_SESSION_CLOSED' };
    for (const capacity of [4, 20]) expect(await one.change(examSessionId, capacity)).toMatchObject(closed);
    expect(await two.approve(cut.id)).toMatchObject(closed);
    expect(await capacityOf(offeringId)).toBe(10);
    expect(accepted(await two.reject(cut.id)).state).toBe('rejected');
  });
});
