import { randomUUID } from 'node:crypto';
import { asc, eq, inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { findSignInPassport } from '../../../db/passport/find-sign-in-passport.ts';
import { leaveMessage } from '../../../db/messages/leave-message.ts';
import { auditLog, passports, rebinds, sessions } from '../../../db/schema/index.ts';
import { startPlatform } from '../../support/platform.ts';
import { mintClaiming, mintDecider, mintSupport } from '../../support/rebind-walk.ts';
import { mintStaff } from '../../support/staff-calls.ts';
import { mintCet6Place, mintPending } from '../../support/review-walk.ts';
import { mailsTo } from '../../support/records.ts';
import { accepted, type Candidate, mintCandidate } from '../../support/walk.ts';
import { lapseSubmissions } from '../../../db/staff/lapse-submissions.ts';
import { DEFAULT_STAFF_RULES } from '../../../domain/staff/staff-rules.ts';
import { DAY_MS, type Instant } from '../../../domain/time.ts';

const platform = await startPlatform({ clock: systemClock });
const { db, mint } = platform;
const place = await mintCet6Place(platform);
const [one, two] = [await mintSupport(platform), await mintDecider(platform)];

/** A registered candidate who lost the passport and has a new one. */
async function lostPassport() {
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  const next = await mintClaiming(platform, candidate.passport);
  return { candidate, old: candidate.passport, next };
}

async function submitted() {
  const lost = await lostPassport();
  return { ...lost, rebind: accepted(await one.submit(lost.next)) };
}

async function mailsOf(passport: Candidate['passport']): Promise<string[]> {
  await platform.deliverMessages();
  return mailsTo(platform, { passport });
}

async function passportRow(id: string) {
  const [row] = await db.select().from(passports).where(eq(passports.id, id));
  return row!;
}

describe('submitting a rebind', () => {
  it('shows both passports masked, what would move, and waits for somebody else', async () => {
    const { candidate, old, next, rebind } = await submitted();
    expect(rebind).toMatchObject({
      state: 'submitted',
      submittedBy: one.account,
      newPassportId: next.id,
      oldPassportId: old.id,
      sameName: true,
      sameMobile: false,
      registrations: [{ examSessionId: place.examSessionId, campus: { code: place.campus.code } }],
      decisionRefusal: 'SUBMISSION_OWN',
    });
    const text = JSON.stringify(rebind);
    for (const secret of [old.name, old.idNumber, old.email, old.mobile, next.email, next.mobile])
      expect(text).not.toContain(secret);
    expect(accepted(await two.open(rebind.id)).decisionRefusal).toBe(null);
    expect(accepted(await candidate.registration()).stage).toBe('saved');
    expect(await mailsOf(old)).toEqual([expect.stringContaining('有人申请将您的报名换绑')]);
  });

  it('is refused for a passport id and an email that do not belong together', async () => {
    const { next } = await lostPassport();
    const refused = { ok: false, status: 404, code: 'REBIND_NOT_MATCHED' };
    expect(await one.submit({ ...next, email: 'other@example.test' })).toEqual(refused);
    expect(await one.submit({ ...next, id: 'a'.repeat(32) })).toEqual(refused);
  });

  it('is refused for a passport that holds its number', async () => {
    const { old } = await lostPassport();
    expect(await one.submit(old)).toMatchObject({ status: 409, code: 'REBIND_NOT_CLAIMING' });
  });

  it('is refused while the new email is unverified', async () => {
    const { candidate } = await lostPassport();
    const next = await mintClaiming(platform, candidate.passport, { verified: false });
    expect(await one.submit(next)).toMatchObject({ status: 409, code: 'REBIND_EMAIL_UNVERIFIED' });
  });

  it('is refused when nobody holds the number any more', async () => {
    const next = await mintClaiming(platform, mint.person());
    expect(await one.submit(next)).toMatchObject({ status: 409, code: 'REBIND_NO_HOLDER' });
  });

  it('is refused while another rebind of one of the two waits, and not afterwards', async () => {
    const { next, old, rebind } = await submitted();
    const rival = await mintClaiming(platform, old);
    const refused = { ok: false, status: 409, code: 'REBIND_PENDING' };
    expect(await one.submit(next)).toEqual(refused);
    expect(await one.submit(rival)).toEqual(refused);
    accepted(await two.reject(rebind.id));
    accepted(await one.submit(next));
  });

  it('happens once under one key, which serves for nothing else', async () => {
    const { next, old } = await lostPassport();
    const key = randomUUID();
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => one.submit(next, key)));
    for (const answer of [first!, ...others, await one.submit(next, key)])
      expect(accepted(answer).id).toBe(accepted(first!).id);
    expect(await db.select().from(rebinds).where(eq(rebinds.oldPassportId, old.id))).toHaveLength(1);
    const reused = await one.submit({ ...next, email: 'other@example.test' }, key);
    expect(reused).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it.each([
    [{ newPassportId: 'short', email: 'a@example.test' }],
    [{ newPassportId: 'a'.repeat(32), email: 'no-address' }],
    [{ newPassportId: 'a'.repeat(32) }],
  ])('is refused when the form is wrong: %j', async (body) => {
    const { call } = await mintStaff(platform, { role: 'support' });
    expect(await call('POST', '/rebinds', body)).toEqual({ ok: false, status: 400, code: 'INVALID_INPUT' });
  });
});

describe('deciding a rebind', () => {
  it('takes somebody else than who submitted it, for either outcome', async () => {
    const { rebind, old } = await submitted();
    const refused = { ok: false, status: 403, code: 'STAFF_ONLY' };
    for (const support of [one, await mintSupport(platform)]) {
      expect(await support.approve(rebind.id)).toEqual(refused);
      expect(await support.reject(rebind.id)).toEqual(refused);
    }
    expect((await passportRow(old.id)).closedAt).toBe(null);
    // The database refuses it even past the API.
    const forged = db
      .update(rebinds)
      .set({ state: 'approved', decidedBy: one.account, decidedAt: Date.now() })
      .where(eq(rebinds.id, rebind.id));
    await expect(forged).rejects.toMatchObject({
      cause: { message: 'this account may not decide about rebinds' },
    });
  });

  it('is open to the centre too, which submits none', async () => {
    const { rebind, next } = await submitted();
    const centre = await mintSupport(platform, { role: 'centreAdmin' });
    expect(await centre.submit(next)).toMatchObject({ status: 403, code: 'STAFF_ONLY' });
    expect(accepted(await centre.approve(rebind.id))).toMatchObject({
      state: 'approved',
      decidedBy: centre.account,
    });
  });

  it('of two people at once one decides, and the other is told', async () => {
    const { rebind, old } = await submitted();
    const three = await mintDecider(platform);
    const answers = await Promise.all([two.approve(rebind.id), three.reject(rebind.id)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ status: 409, code: 'SUBMISSION_DECIDED' });
    expect(await two.approve(rebind.id)).toMatchObject({ status: 409, code: 'SUBMISSION_DECIDED' });
    const { state } = accepted(await two.open(rebind.id));
    expect((await passportRow(old.id)).closedAt !== null).toBe(state === 'approved');
  });

  it('approved: the number moves, the old passport is closed and signed out, both addresses are told', async () => {
    const { rebind, old, next } = await submitted();
    const oldToken = await mint.signIn(old.id);
    const newToken = await mint.signIn(next.id);
    expect(accepted(await two.approve(rebind.id))).toMatchObject({
      state: 'approved',
      decidedBy: two.account,
      decisionRefusal: 'SUBMISSION_DECIDED',
    });
    const me = (token: string) =>
      platform.app.request('/api/me', { headers: { Cookie: `session=${token}` } });
    expect((await me(oldToken)).status).toBe(401);
    expect(await (await me(newToken)).json()).toMatchObject({
      passportId: next.id,
      claiming: false,
      profileRefusal: 'PROFILE_LOCKED',
    });
    expect(await db.select().from(sessions).where(eq(sessions.passportId, old.id))).toSatisfy(
      (rows: { endedAt: Instant | null }[]) => rows.every(({ endedAt }) => endedAt !== null),
    );
    expect(await mailsOf(next)).toEqual([expect.stringContaining('换绑已完成')]);
    expect(await mailsOf(old)).toContainEqual(expect.stringContaining('您的通行证已换绑并关闭'));
  });

  it('approved: everything is in the audit log, without personal data', async () => {
    const { rebind, old, next } = await submitted();
    accepted(await two.approve(rebind.id));
    const rows = await db
      .select()
      .from(auditLog)
      .where(inArray(auditLog.target, [`rebind/${rebind.id}`, `passport/${old.id}`]))
      .orderBy(asc(auditLog.id));
    const parties = { newPassportId: next.id, oldPassportId: old.id };
    expect(rows.map(({ actor, action, details }) => ({ actor, action, details }))).toEqual([
      { actor: `staff/${one.account}`, action: 'rebindSubmitted', details: parties },
      { actor: `staff/${two.account}`, action: 'rebindApproved', details: parties },
      {
        actor: `staff/${two.account}`,
        action: 'passportRebound',
        details: { newPassportId: next.id, registrations: 1, reviews: 0 },
      },
    ]);
  });

  it('rejected: nothing moves, the candidate reads why', async () => {
    const { rebind, old, next, candidate } = await submitted();
    expect(accepted(await two.reject(rebind.id, '证件照片看不清'))).toMatchObject({
      state: 'rejected',
      reason: '证件照片看不清',
    });
    expect((await passportRow(old.id)).closedAt).toBe(null);
    expect((await passportRow(next.id)).hold).toBe('claiming');
    expect(accepted(await candidate.registration()).stage).toBe('saved');
    await platform.deliverMessages();
    expect(platform.mails.find(({ to }) => to === next.email)?.text).toContain('证件照片看不清');
  });

  it('cannot approve what has changed since: it is rejected and submitted anew', async () => {
    const { rebind, next, old } = await submitted();
    await db.update(passports).set({ emailVerifiedAt: null }).where(eq(passports.id, next.id));
    expect(await two.approve(rebind.id)).toMatchObject({ status: 409, code: 'REBIND_OUTDATED' });
    expect((await passportRow(old.id)).closedAt).toBe(null);
    accepted(await two.reject(rebind.id));
  });

  it('takes a reason to reject', async () => {
    const { rebind } = await submitted();
    expect(await two.reject(rebind.id, '  ')).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
  });
});

describe('after a rebind', () => {
  it('the candidate signs in by ID number or email with the new password; the old address opens nothing', async () => {
    const { rebind, old, next } = await submitted();
    accepted(await two.approve(rebind.id));
    const closed = await passportRow(old.id);
    expect(closed).toMatchObject({ reboundTo: next.id });
    const { idNumberIndex, emailIndex } = await passportRow(next.id);
    const found = async (account: Parameters<typeof findSignInPassport>[2]) =>
      (await findSignInPassport(db, platform.vault, account))?.id ?? null;
    expect(await found({ idNumberIndexes: [idNumberIndex] })).toBe(next.id);
    expect(await found({ emailIndex })).toBe(next.id);
    expect(await found({ emailIndex: closed.emailIndex })).toBe(null);
  });

  it('a passport lost again is moved again, and mails follow all the way', async () => {
    const { rebind, old, next } = await submitted();
    accepted(await two.approve(rebind.id));
    const last = await mintClaiming(platform, old);
    accepted(await two.approve(accepted(await one.submit(last)).id));
    const mail = { kind: 'mail', template: 'passwordChanged', passportId: old.id, parameters: {} } as const;
    await leaveMessage(db, { key: `test/${old.id}`, message: mail }, systemClock.now());
    expect(await mailsOf(last)).toContainEqual(expect.stringContaining('您的密码已更改'));
    expect((await passportRow(next.id)).closedAt).not.toBe(null);
  });

  it('re-checks of a passport without a registration move too', async () => {
    const asker = await mintPending(platform, place);
    const next = await mintClaiming(platform, asker.passport);
    const { id } = accepted(await one.submit(next));
    const decided = accepted(await two.approve(id));
    expect(decided.reviews).toMatchObject([{ state: 'pending' }]);
  });
});

describe('the desk', () => {
  it('lists those waiting longest first, a page at a time, nobody in full', async () => {
    const scope = { scope: place.campus.schoolCode };
    const local = await mintSupport(platform, scope);
    const { rebinds: before } = accepted(await local.list('limit=100'));
    const [first, second] = [await submitted(), await submitted()];
    const { rebinds: all } = accepted(await local.list('limit=100'));
    expect(all.slice(before.length).map(({ id }) => id)).toEqual([first.rebind.id, second.rebind.id]);
    const page = accepted(await local.list(`limit=${all.length - 1}`));
    const next = accepted(await local.list(`limit=5&after=${page.nextCursor}`));
    expect(next).toMatchObject({ rebinds: [{ id: second.rebind.id }], nextCursor: null });
    expect(JSON.stringify(all)).not.toContain(first.old.idNumber);
    expect(JSON.stringify(all)).not.toContain(first.old.name);
  });

  it('shows and takes nothing outside its scope', async () => {
    const { rebind, old, candidate } = await submitted();
    const elsewhere = await mintSupport(platform, { role: 'provinceAdmin', scope: '00' });
    const nothing = { ok: false, status: 404, code: 'NOT_FOUND' };
    expect(await elsewhere.open(rebind.id)).toEqual(nothing);
    expect(await elsewhere.approve(rebind.id)).toEqual(nothing);
    expect(accepted(await elsewhere.list()).rebinds).toEqual([]);
    accepted(await two.reject(rebind.id));
    const rival = await mintClaiming(platform, candidate.passport);
    const support = await mintSupport(platform, { scope: '00' });
    expect(await support.submit(rival)).toMatchObject({ code: 'REBIND_NOT_MATCHED' });
    expect((await passportRow(old.id)).closedAt).toBe(null);
  });

  it('is for the province of the school, which decides what support submitted', async () => {
    const { rebind, next } = await submitted();
    const scope = place.campus.provinceCode;
    const province = await mintSupport(platform, { role: 'provinceAdmin', scope });
    expect(accepted(await province.list('limit=100')).rebinds.map(({ id }) => id)).toContain(rebind.id);
    // Support reads what others of it submitted, but decides nothing.
    const support = await mintSupport(platform, { scope });
    const waits = async (who: typeof support) =>
      accepted(await who.list('limit=100&by=decidable')).rebinds.map(({ id }) => id);
    expect(accepted(await support.list('limit=100')).rebinds.map(({ id }) => id)).toContain(rebind.id);
    expect(await waits(support)).toEqual([]);
    expect(await waits(province)).toContain(rebind.id);
    expect(await province.submit(next)).toMatchObject({ code: 'STAFF_ONLY' });
    expect(accepted(await province.approve(rebind.id))).toMatchObject({ decidedBy: province.account });
  });

  it.each(['reviewer', 'schoolAdmin', 'finance'] as const)('is not for a %s', async (role) => {
    const { rebind, next } = await submitted();
    const other = await mintSupport(platform, { role });
    for (const answer of [
      await other.submit(next),
      await other.list(),
      await other.open(rebind.id),
      await other.approve(rebind.id),
    ])
      expect(answer).toEqual({ ok: false, status: 403, code: 'STAFF_ONLY' });
  });

  it('knows no rebind of another id', async () => {
    expect(await two.open(randomUUID())).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('a rebind that nobody decides', () => {
  it('lapses after three days, moves nothing, and can be submitted again', async () => {
    const { next, rebind } = await submitted();
    await lapseSubmissions(db, systemClock.now() + DEFAULT_STAFF_RULES.submissionLapseDays * DAY_MS);
    expect(accepted(await two.open(rebind.id))).toMatchObject({ state: 'lapsed', decidedBy: null });
    expect(await two.approve(rebind.id)).toMatchObject({ status: 409, code: 'SUBMISSION_LAPSED' });
    expect(accepted(await one.submit(next)).state).toBe('submitted');
  });

  it('can be withdrawn by its author, moves nothing, and can be submitted again', async () => {
    const { next, rebind } = await submitted();
    expect(await two.withdraw(rebind.id)).toMatchObject({ status: 403, code: 'SUBMISSION_NOT_OWN' });
    expect(accepted(await one.withdraw(rebind.id)).state).toBe('withdrawn');
    expect(await two.approve(rebind.id)).toMatchObject({ status: 409, code: 'SUBMISSION_WITHDRAWN' });
    expect(accepted(await one.submit(next)).state).toBe('submitted');
  });
});
