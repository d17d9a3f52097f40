import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { openPassport } from '../../../db/passport/sealed-passport.ts';
import { idNumberIndex } from '../../../db/person/personal-index.ts';
import { readRollFacts } from '../../../db/roll/roll-facts.ts';
import { openRollRow, openSnapshot } from '../../../db/roll/sealed-roll.ts';
import {
  arrangements,
  auditLog,
  candidates,
  corrections,
  outbox,
  passports,
  proofs,
  registrationEvents,
  registrations,
  roomSeats,
} from '../../../db/schema/index.ts';
import { lapseSubmissions } from '../../../db/staff/lapse-submissions.ts';
import { dropLooseProofs } from '../../../db/staff/proofs.ts';
import { DEFAULT_STAFF_RULES } from '../../../domain/staff/staff-rules.ts';
import { readRoomSeats } from '../../../db/registration/read-room-seats.ts';
import { EMPTY_REGISTRATION, type Order } from '../../../domain/registration/state.ts';
import { MAX_PROOF_BYTES } from '../../../domain/staff/proof.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const PDF = Buffer.from('%PDF-1.7 proof %%EOF');

interface Correction {
  id: string;
  state: string;
  fields: string[];
  before: { name: string; idNumber: string; photoId: string | null; photoAt: string | null };
  after: { name: string; idNumber: string; photoId: string | null; photoAt: string | null };
  proofs: { id: string; type: string }[];
  decisionRefusal: string | null;
}

/** Mints somebody of staff of a scope, with their calls. */
async function mintStaff(role: 'schoolAdmin' | 'provinceAdmin', scope: string) {
  const { account } = await api.mint.staff({ role, scope });
  const staff = await api.mint.staffSignIn(account);
  const proof = (id: string, bytes: Uint8Array = PDF) =>
    api.call('POST', `/api/staff/candidates/${id}/proofs`, {
      staff,
      rawBody: bytes,
      headers: { 'Content-Type': 'application/octet-stream' },
    });
  const submit = async (candidateId: string, change: object) => {
    const { id } = (await (await proof(candidateId)).json()) as { id: string };
    const body = { candidateId, reason: '与身份证核对', proofs: [id], ...change };
    return api.post('/api/staff/corrections', body, { staff, headers: { 'Idempotency-Key': randomUUID() } });
  };
  const withdraw = (id: string) => api.call('POST', `/api/staff/corrections/${id}/withdrawal`, { staff });
  const decide = (id: string, body: object = { outcome: 'approve' }) =>
    api.post(`/api/staff/corrections/${id}/decision`, body, { staff });
  const get = (path: string) => api.get(`/api/staff/corrections${path}`, { staff });
  return { account, staff, proof, submit, withdraw, decide, get };
}

/** Mints a school with one who submits and one who decides, and a candidate who has paid. */
async function mintPaid() {
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const passport = await api.mint.passport();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  const { id: offeringId } = await api.mint.offering(examSessionId, campus.code, '1');
  const [entry] = await mintPaidRegistration(
    api,
    { ...candidate, passportId: passport.id },
    [{ offeringId, subject: '1' }],
    { at: api.clock.now() },
  );
  const stays = sql`${registrations.state} || jsonb_build_object('closesAt', ${api.clock.now() + DAY_MS}::bigint)`;
  await api.db.update(registrations).set({ state: stays }).where(eq(registrations.id, candidate.id));
  const [one, two] = [
    await mintStaff('schoolAdmin', campus.schoolCode),
    await mintStaff('provinceAdmin', campus.provinceCode),
  ];
  const submitted = async (change: object) =>
    (await (await one.submit(candidate.id, change)).json()) as Correction;
  const rows = async () => {
    const [record] = await api.db.select().from(registrations).where(eq(registrations.id, candidate.id));
    const [roll] = await api.db.select().from(candidates).where(eq(candidates.id, candidate.id));
    const [owner] = await api.db.select().from(passports).where(eq(passports.id, passport.id));
    return { record: record!, roll: roll!, owner: owner! };
  };
  return { examSessionId, campus, passport, candidate, offeringId, entry: entry!, one, two, submitted, rows };
}

describe('a correction after saving', () => {
  it('changes roll entry, registration and passport at once, when a second person has approved it', async () => {
    const { passport, candidate, one, two, submitted, rows } = await mintPaid();
    const { name, idNumber } = api.mint.person();
    const before = await rows();
    const correction = await submitted({ name, idNumber });
    expect(correction).toMatchObject({
      state: 'submitted',
      fields: ['name', 'idNumber'],
      before: { name: passport.name, idNumber: passport.idNumber },
      after: { name, idNumber },
      decisionRefusal: 'SUBMISSION_OWN',
    });
    expect((await rows()).record).toEqual(before.record);
    expect(await refusal(await one.decide(correction.id))).toEqual({ status: 403, code: 'SUBMISSION_OWN' });
    expect((await two.decide(correction.id)).status).toBe(200);

    const { record, roll, owner } = await rows();
    const index = idNumberIndex(api.vault, 'residentId', idNumber);
    expect(openSnapshot(api.vault, { id: record.id, snapshot: record.snapshot! })).toMatchObject({
      name,
      idNumber,
    });
    expect(openRollRow(api.vault, roll)).toMatchObject({ name, idNumber, major: '测试专业' });
    expect(openPassport(api.vault, owner)).toMatchObject({ name, idNumber, email: passport.email });
    expect([roll.idNumberIndex, owner.idNumberIndex, owner.hold]).toEqual([index, index, 'reserving']);
    expect(roll.corrected).toEqual(['name', 'idType', 'idNumber']);
    const entry = await api.get(`/api/staff/candidates/${candidate.id}`, { staff: two.staff });
    expect(await entry.json()).toMatchObject({
      history: [{ by: `staff/${two.account}`, before: { name: passport.name }, after: { name } }],
    });
    expect(record.version).toBe(before.record.version + 1);
    const messages = await api.db.select({ message: outbox.message }).from(outbox);
    expect(messages.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        { kind: 'rowAhead', registrationId: candidate.id },
        expect.objectContaining({ template: 'registrationCorrected', passportId: passport.id }),
      ]),
    );
    // The candidate signs in with the new number and reads what it was and is, the numbers masked.
    const own = { candidate: await api.mint.signIn(passport.id) };
    const timeline = await (
      await api.get(`/api/registration/timeline?examSession=${candidate.examSessionId}`, own)
    ).text();
    expect(timeline).toContain('报名信息已更正');
    expect(timeline).toContain(`${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`);
    expect(timeline).toContain(`${passport.name} → ${name}`);
    for (const secret of [idNumber, passport.idNumber]) expect(timeline).not.toContain(secret);
    const told = async (staff: string) =>
      (await api.get(`/api/staff/candidates/${candidate.id}/timeline`, { staff })).text();
    expect(await told(two.staff)).toContain(`${passport.name} → ${name}`);
    const support = await api.mint.staff({ role: 'support', scope: '*' });
    const masked = await told(await api.mint.staffSignIn(support.account));
    expect(masked).toContain('姓名（已隐藏）');
    for (const secret of [name, passport.name]) expect(masked).not.toContain(secret);
    const logged = await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `candidate/${candidate.id}`));
    expect(logged.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['correctionSubmitted', 'correctionApproved']),
    );
    for (const secret of [name, idNumber]) expect(JSON.stringify(logged)).not.toContain(secret);
    expect(await refusal(await two.decide(correction.id))).toEqual({
      status: 409,
      code: 'SUBMISSION_DECIDED',
    });
  });

  it('is shown with its proofs to those who decide it in their scope, and who opened them is kept', async () => {
    const { candidate, submitted, two } = await mintPaid();
    const { id, proofs: files } = await submitted({ name: '改名某' });
    const file = await two.get(`/${id}/proofs/${files[0]!.id}`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PDF);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringContaining('attachment'),
      'x-content-type-options': 'nosniff',
    });
    const opened = and(eq(auditLog.target, `candidate/${candidate.id}`), eq(auditLog.action, 'proofOpened'));
    expect(await api.db.$count(auditLog, opened)).toBe(1);
    const elsewhere = await mintStaff('provinceAdmin', (await api.mint.campus()).provinceCode);
    for (const path of [`/${id}`, `/${id}/proofs/${files[0]!.id}`])
      expect(await refusal(await elsewhere.get(path))).toEqual({ status: 404, code: 'NOT_FOUND' });
    expect(await refusal(await elsewhere.decide(id))).toEqual({ status: 404, code: 'NOT_FOUND' });
  });

  it('takes over the photo of the roll entry once that is found fit', async () => {
    const { candidate, one, two, rows } = await mintPaid();
    const photoId = await api.mint.photo(candidate.id);
    expect(await refusal(await one.submit(candidate.id, { photo: true }))).toEqual({
      status: 409,
      code: 'CORRECTION_PHOTO_UNFIT',
    });
    await api.db.update(candidates).set({ photoState: 'accepted' }).where(eq(candidates.id, candidate.id));
    const { id, fields, before, after } = (await (
      await one.submit(candidate.id, { photo: true })
    ).json()) as Correction;
    expect(fields).toEqual(['photo']);
    expect([before.photoAt, after.photoAt]).toEqual([null, expect.stringMatching(/^2\d{3}-/)]);
    expect((await two.get(`/${id}/photos/after`)).headers.get('content-type')).toMatch(/^image/);
    expect((await two.decide(id)).status).toBe(200);
    expect((await rows()).record.photoId).toBe(photoId);
  });

  it('leaves an approved re-check with its person', async () => {
    const { candidate, passport, two, submitted } = await mintPaid();
    await api.mint.review(candidate, passport, 'approved');
    const score = async () => (await readRollFacts(api.db, candidate.id))?.cet4Score;
    const before = await score();
    expect(before).toBeGreaterThan(0);
    const { id } = await submitted({ idNumber: api.mint.person().idNumber });
    expect((await two.decide(id)).status).toBe(200);
    expect(await score()).toBe(before);
  });

  it('makes a new issue of the ticket of who has a seat', async () => {
    const { campus, candidate, offeringId, entry, two, submitted } = await mintPaid();
    const round = { offeringId, round: 1, seed: 'seed', roomSize: 30, arrangedAt: api.clock.now() };
    const [arranged] = await api.db.insert(arrangements).values(round).returning({ id: arrangements.id });
    await api.db.insert(roomSeats).values({
      entryId: entry.id,
      registrationId: candidate.id,
      arrangementId: arranged!.id,
      offeringId,
      examSchoolCode: campus.schoolCode,
      room: 1,
      seat: 1,
      ticketNumber: randomUUID(),
    });
    const issue = async () => (await readRoomSeats(api.db, [entry.id])).get(entry.id)?.issue;
    expect(await issue()).toBe(1);
    const { id } = await submitted({ name: '改名某' });
    expect(await issue()).toBe(1);
    api.clock.advance(MINUTE_MS);
    expect((await two.decide(id)).status).toBe(200);
    expect(await issue()).toBe(2);
  });
});

describe('a correction is refused', () => {
  it('of a number that another passport reserves, or that is on another entry, also when that is so by now', async () => {
    const { examSessionId, campus, candidate, one, two, submitted, rows } = await mintPaid();
    const holder = await api.mint.passport();
    const taken = { status: 409, code: 'CORRECTION_NUMBER_RESERVED' };
    expect(await refusal(await one.submit(candidate.id, { idNumber: holder.idNumber }))).toEqual(taken);
    const other = api.mint.person();
    await api.mint.candidate({ examSessionId, campus, person: other });
    const onRoll = { status: 409, code: 'CORRECTION_NUMBER_ON_ROLL' };
    expect(await refusal(await one.submit(candidate.id, { idNumber: other.idNumber }))).toEqual(onRoll);
    const { idNumber } = api.mint.person();
    const { id } = await submitted({ idNumber });
    const shown = async () => (await (await two.get(`/${id}`)).json()) as object;
    const { roll } = await rows();
    expect(await shown()).toMatchObject({
      campus: campus.code,
      studentNumber: openRollRow(api.vault, roll).studentNumber,
      obstacle: null,
    });
    await api.mint.passport({ idNumber });
    expect(await shown()).toMatchObject({ obstacle: { code: 'CORRECTION_NUMBER_RESERVED' } });
    expect(await refusal(await two.decide(id))).toEqual(taken);
  });

  it('of a name while an order shows it at the gateway', async () => {
    const { candidate, passport, one, rows } = await mintPaid();
    const { record } = await rows();
    const order = { orderNo: 'open', mode: 'written', entryIds: [], state: 'open' } as unknown as Order;
    await api.db
      .update(registrations)
      .set({ state: { ...record.state, orders: [order] } })
      .where(eq(registrations.id, candidate.id));
    expect(await refusal(await one.submit(candidate.id, { name: '改名某' }))).toEqual({
      status: 409,
      code: 'CORRECTION_ORDER_OPEN',
    });
    const { idNumber } = api.mint.person();
    expect((await one.submit(candidate.id, { idNumber })).status).toBe(200);
    expect(passport.name).not.toBe('改名某');
  });

  it('when the registration was deleted between submission and approval', async () => {
    const { id: examSessionId } = await api.mint.examSession();
    const campus = await api.mint.campus();
    const passport = await api.mint.passport();
    const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
    await mintPaidRegistration(api, { ...candidate, passportId: passport.id }, [], { at: api.clock.now() });
    const [one, two] = [
      await mintStaff('schoolAdmin', campus.schoolCode),
      await mintStaff('schoolAdmin', campus.schoolCode),
    ];
    const { id } = (await (await one.submit(candidate.id, { name: '改名某' })).json()) as Correction;
    await api.db
      .update(registrations)
      .set({ passportId: null, snapshot: null, state: { ...EMPTY_REGISTRATION, version: 2 }, version: 2 })
      .where(eq(registrations.id, candidate.id));
    expect(await refusal(await two.decide(id))).toEqual({ status: 409, code: 'CORRECTION_OUTDATED' });
    const shown = await (await two.get(`/${id}`)).json();
    expect(shown).toMatchObject({
      obstacle: { code: 'CORRECTION_OUTDATED' },
      before: { name: passport.name },
    });
    expect((await two.decide(id, { outcome: 'reject', reason: '已删除' })).status).toBe(200);
    expect(await refusal(await one.submit(candidate.id, { name: '改名某' }))).toEqual({
      status: 409,
      code: 'CORRECTION_NOT_SAVED',
    });
  });

  it('while a re-check waits, while another correction waits, and where nothing or something wrong is corrected', async () => {
    const { candidate, passport, one, two, submitted } = await mintPaid();
    const { name } = passport;
    expect(await refusal(await one.submit(candidate.id, { name }))).toEqual({
      status: 422,
      code: 'NOTHING_CORRECTED',
    });
    const wrong = await one.submit(candidate.id, { idNumber: '110101199003070000' });
    expect(await refusal(wrong)).toEqual({ status: 422, code: 'ROLL_ENTRY_FLAWED' });
    const { id } = await submitted({ name: '改名某' });
    const again = await one.submit(candidate.id, { name: '改名乙' });
    expect(await refusal(again)).toEqual({ status: 409, code: 'CORRECTION_PENDING' });
    await api.mint.review(candidate, passport, 'pending');
    expect(await refusal(await two.decide(id))).toEqual({ status: 409, code: 'CORRECTION_REVIEW_PENDING' });
  });

  it('once its author has withdrawn it, which nobody else does; another one may be submitted then', async () => {
    const { candidate, one, two, submitted, rows } = await mintPaid();
    const before = await rows();
    const { id } = await submitted({ name: '改名某' });
    expect(await refusal(await two.withdraw(id))).toEqual({ status: 403, code: 'SUBMISSION_NOT_OWN' });
    expect(await (await one.withdraw(id)).json()).toMatchObject({
      state: 'withdrawn',
      decisionRefusal: 'SUBMISSION_WITHDRAWN',
    });
    const gone = { status: 409, code: 'SUBMISSION_WITHDRAWN' };
    expect(await refusal(await one.withdraw(id))).toEqual(gone);
    expect(await refusal(await two.decide(id))).toEqual(gone);
    expect(await rows()).toEqual(before);
    const { corrections: listed } = (await (await one.get('?state=withdrawn&by=me')).json()) as {
      corrections: Correction[];
    };
    expect(listed.map((correction) => correction.id)).toEqual([id]);
    const kept = await api.db
      .select()
      .from(auditLog)
      .where(
        and(eq(auditLog.action, 'correctionWithdrawn'), eq(auditLog.target, `candidate/${candidate.id}`)),
      );
    expect(kept.map(({ actor }) => actor)).toEqual([`staff/${one.account}`]);
    const { id: second } = await submitted({ name: '改名某' });
    expect((await two.decide(second)).status).toBe(200);
    expect(await refusal(await one.withdraw(second))).toEqual({ status: 409, code: 'SUBMISSION_DECIDED' });
  });

  it('but makes room once the registration was saved anew', async () => {
    const { candidate, one, two, submitted, rows } = await mintPaid();
    const first = await submitted({ name: '改名某' });
    const { record } = await rows();
    const state = { ...record.state, savedAt: (record.state.savedAt ?? 0) + MINUTE_MS };
    await api.db.update(registrations).set({ state }).where(eq(registrations.id, candidate.id));
    expect(await refusal(await two.decide(first.id))).toEqual({ status: 409, code: 'CORRECTION_OUTDATED' });
    const { id } = await submitted({ name: '改名乙' });
    expect(await (await two.get(`/${first.id}`)).json()).toMatchObject({ state: 'lapsed' });
    expect(await refusal(await one.submit(candidate.id, { name: '改名丙' }))).toEqual({
      status: 409,
      code: 'CORRECTION_PENDING',
    });
    expect((await two.decide(id)).status).toBe(200);
  });

  it('once nobody decided it in time; proofs that were handed in with nothing go', async () => {
    const { candidate, one, two, submitted } = await mintPaid();
    const { id } = await submitted({ name: '改名某' });
    await one.proof(candidate.id);
    const later = api.clock.now() + DEFAULT_STAFF_RULES.submissionLapseDays * DAY_MS;
    await lapseSubmissions(api.db, later);
    await dropLooseProofs(api.db, later);
    expect(await refusal(await two.decide(id))).toEqual({ status: 409, code: 'SUBMISSION_LAPSED' });
    const about = eq(proofs.about, `candidate/${candidate.id}`);
    expect(await api.db.select({ boundTo: proofs.boundTo }).from(proofs).where(about)).toEqual([
      { boundTo: `correction/${id}` },
    ]);
    expect((await one.submit(candidate.id, { name: '改名某' })).status).toBe(200);
  });

  it('without proofs that are its own, or with files that are none', async () => {
    const { candidate, one } = await mintPaid();
    const stranger = await mintPaid();
    for (const [bytes, status, code] of [
      [Buffer.alloc(0), 400, 'PROOF_EMPTY'],
      [Buffer.from('<html>'), 422, 'PROOF_KIND'],
      [Buffer.from('%PDF-1.7 half of it'), 422, 'PROOF_CUT_OFF'],
      [Buffer.alloc(MAX_PROOF_BYTES + 1, '%PDF-'), 413, 'PROOF_TOO_LARGE'],
    ] as const)
      expect(await refusal(await one.proof(candidate.id, bytes))).toEqual({ status, code });
    expect(await refusal(await one.proof(stranger.candidate.id))).toEqual({ status: 404, code: 'NOT_FOUND' });
    const theirs = (await (await stranger.one.proof(stranger.candidate.id)).json()) as { id: string };
    const borrowed = await one.submit(candidate.id, { name: '改名某', proofs: [theirs.id] });
    expect(await refusal(borrowed)).toEqual({ status: 409, code: 'PROOF_UNKNOWN' });
    expect(await api.db.$count(corrections, eq(corrections.registrationId, candidate.id))).toBe(0);
    expect(await api.db.$count(registrationEvents, eq(registrationEvents.registrationId, candidate.id))).toBe(
      0,
    );
  });
});

describe('by SQL as the application', () => {
  it('a snapshot and a number change by an approved correction alone', async () => {
    const { candidate, passport, submitted, rows } = await mintPaid();
    await submitted({ name: '改名某' });
    const { snapshot } = (await rows()).record;
    const change = api.db
      .update(registrations)
      .set({ snapshot: `${snapshot}x` })
      .where(eq(registrations.id, candidate.id));
    await expect(change).rejects.toMatchObject({
      cause: { message: 'a registration keeps what it took over from the roll' },
    });
    await api.mint.window(candidate.examSessionId, 'transcriptAfterResults', '*', {
      opensIn: -HOUR_MS,
      closesIn: 300 * DAY_MS,
    });
    const move = api.db.update(passports).set({ idNumberIndex: 'x' }).where(eq(passports.id, passport.id));
    await expect(move).rejects.toMatchObject({
      cause: { message: 'a number that something stands on stays with its passport' },
    });
  });
});
