import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, outbox, passports } from '../../../db/schema/index.ts';
import { SEALED } from '../../../db/sealed-places.ts';
import { DAY_MS } from '../../../domain/time.ts';
import type { MintedPassport, Person } from '../../support/factories.ts';
import { PASSWORD } from '../../support/factories.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const { db, mint } = api;
const campus = await mint.campus();
const { id: examSessionId } = await mint.examSession();
const versions = await mint.agreements();
const { provinceCode } = campus;

const PAST = { opensIn: -9 * DAY_MS, closesIn: -DAY_MS };
const OVER = { rollCheck: PAST, registration: PAST, management: PAST, transcript: PAST };

let networks = 0;
/** Registers a passport, each from a network of its own. */
async function register(person: Person): Promise<string> {
  networks += 1;
  const { email, mobile, idType, idNumber, name } = person;
  const form = { email, mobile, idType, idNumber, name, password: PASSWORD, passwordAgain: PASSWORD };
  const response = await api.post(
    '/api/passports',
    { ...form, captcha: await api.captcha() },
    { peer: `2001:db8:0:${networks.toString(16)}::1` },
  );
  expect(response.status).toBe(201);
  return ((await response.json()) as { passportId: string }).passportId;
}

async function verify(passportId: string) {
  const rows = await db.select().from(outbox).orderBy(outbox.id);
  const row = rows.findLast(
    ({ message }) =>
      message.kind === 'mail' && message.template === 'verifyEmail' && message.passportId === passportId,
  );
  const mail = row?.message;
  if (!row || mail?.kind !== 'mail') throw new Error('no mail is waiting');
  const token = api.vault.open<string>(SEALED.sealedToken(row.key), String(mail.parameters['sealedToken']));
  const response = await api.post('/api/passports/email-verifications', { token, password: PASSWORD });
  expect(response.status).toBe(200);
  return (await response.json()) as { passportId: string; claiming: boolean };
}

const registerVerified = async (person: Person) => {
  const id = await register(person);
  return { id, ...(await verify(id)) };
};

/** Somebody else with the same paper: another address, and another name unless given. */
const rivalOf = ({ idType, idNumber }: Person, given: Partial<Person> = {}) =>
  mint.person({ idType, idNumber, ...given });

async function holdOf(id: string) {
  const [row] = await db.select().from(passports).where(eq(passports.id, id));
  return row!.hold;
}

const signIn = async (account: string, password = PASSWORD) =>
  api.post('/api/sessions', { account, password, provinceCode, captcha: await api.captcha() });
const signedInAs = async (account: string) =>
  ((await (await signIn(account)).json()) as { passportId?: string }).passportId ?? null;
const me = async (candidate: string) => api.get('/api/me', { candidate });

async function onRoll(person: Person) {
  return mint.candidate({ examSessionId, campus, person });
}

/** The eligibility query of a passport that has accepted the agreement. */
async function query(passportId: string) {
  await mint.acceptance(passportId, examSessionId, versions);
  const candidate = await mint.signIn(passportId, provinceCode);
  return api.get(`/api/eligibility?examSession=${examSessionId}`, { candidate });
}

async function mailsTo(passportId: string) {
  const rows = await db.select().from(outbox).orderBy(outbox.id);
  return rows.flatMap(({ message }) =>
    message.kind === 'mail' && 'passportId' in message && message.passportId === passportId
      ? [message.template]
      : [],
  );
}

describe('an ID number', () => {
  it.each([
    ['macauId', ['1902677(8)', '19026778', '1/902677/8', '1/902677(8)']],
    ['other', ['AB-902677', 'AB902677', 'AB/902677']],
  ] as const)('of the paper %s is one however it is spelled', async (idType, spellings) => {
    const { name } = mint.person();
    const [first, ...others] = spellings.map((idNumber) => mint.person({ idType, idNumber, name }));
    const roll = await onRoll(first!);
    const { id } = await registerVerified(others[0]!);
    expect(await (await query(id)).json()).toMatchObject({ matches: [{ candidateId: roll.id }] });
    for (const other of others.slice(1))
      expect(await registerVerified(other)).toMatchObject({ claiming: true });
    for (const spelled of spellings) expect(await signedInAs(spelled)).toBe(id);
  });

  it('is anybody’s to name, and reserved by the first to verify an email', async () => {
    const person = mint.person();
    const first = await register(person);
    const second = await register(rivalOf(person));
    expect([await holdOf(first), await holdOf(second)]).toEqual(['naming', 'naming']);
    expect(await signedInAs(person.idNumber)).toBe(null);
    expect(await verify(second)).toMatchObject({ passportId: second, claiming: false });
    expect(await signedInAs(person.idNumber)).toBe(second);
    expect(await verify(first)).toMatchObject({ passportId: first, claiming: true });
    expect(await holdOf(second)).toBe('reserving');
    expect(await signedInAs(person.idNumber)).toBe(second);
    expect(await signedInAs(person.email)).toBe(first);
  });

  it('has one reserver, however many verify at the same moment', async () => {
    const person = mint.person();
    const ids = [await register(person)];
    for (const _ of [2, 3, 4]) ids.push(await register(rivalOf(person)));
    await Promise.all(ids.map(verify));
    const holds = await Promise.all(ids.map(holdOf));
    expect(holds.toSorted()).toEqual(['claiming', 'claiming', 'claiming', 'reserving']);
  });

  it('is one person’s under every paper that may carry it', async () => {
    const person = mint.person();
    const { id } = await registerVerified(person);
    const other = await registerVerified(rivalOf(person, { idType: 'other' }));
    expect(other.claiming).toBe(true);
    expect(await signedInAs(person.idNumber)).toBe(id);
  });

  it('that stands on several papers means whoever reserved first; the others sign in by email', async () => {
    const first = await mint.passport({ idType: 'passport', idNumber: '77777777' });
    api.clock.advance(1);
    const second = await mint.passport({ idType: 'taiwanPermit', idNumber: '77777777' });
    expect(await signedInAs('77777777')).toBe(first.id);
    expect(await signedInAs(second.email)).toBe(second.id);
  });
});

describe('a claiming passport', () => {
  it('binds nothing and sees nobody’s roll entry or photo, and says so', async () => {
    const holder = await mint.passport();
    const candidate = await onRoll(holder);
    const photoId = await mint.photo(candidate.id);
    const { id } = await registerVerified(rivalOf(holder, { name: holder.name }));
    expect(await refusal(await query(id))).toEqual({ status: 403, code: 'PASSPORT_CLAIMING' });
    const token = await mint.signIn(id, provinceCode);
    expect(await (await me(token)).json()).toMatchObject({ claiming: true, passportId: id });
    expect((await api.get(`/api/photos/${photoId}`, { candidate: token })).status).toBe(404);
    expect(await holdOf(holder.id)).toBe('reserving');
  });

  it('that merely names a reserved number, unverified, is on no roll, and learns nothing of whose it is', async () => {
    const holder = await mint.passport();
    const candidate = await onRoll(holder);
    const photoId = await mint.photo(candidate.id);
    const answers = [];
    for (const person of [rivalOf(holder, { name: holder.name }), rivalOf(holder), mint.person()]) {
      const id = await register(person);
      const unagreed = await mint.signIn(id, provinceCode);
      const asked = `/api/eligibility?examSession=${examSessionId}`;
      const before = await refusal(await api.get(asked, { candidate: unagreed }));
      const after = await refusal(await query(id));
      const token = await mint.signIn(id, provinceCode);
      const body = {
        examSessionId,
        candidateId: candidate.id,
        digest: candidate.digest,
        dataConfirmed: true,
        mobileConfirmed: true,
      };
      const headers = { 'Idempotency-Key': crypto.randomUUID() };
      const saved = await refusal(
        await api.call('PUT', '/api/registration', { body, candidate: token, headers }),
      );
      const review = await refusal(
        await api.get(`/api/review?examSession=${examSessionId}`, { candidate: token }),
      );
      const photo = (await api.get(`/api/photos/${photoId}`, { candidate: token })).status;
      answers.push({ before, after, saved, review, photo });
    }
    expect(answers[0]).toMatchObject({
      before: { status: 409, code: 'AGREEMENT_REQUIRED' },
      after: { status: 404, code: 'NO_ROLL_MATCH' },
      saved: { status: 404, code: 'NO_ROLL_MATCH' },
      review: { status: 404, code: 'NO_ROLL_MATCH' },
      photo: 404,
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('that has verified its email and still names a reserved number is told so, after the agreement', async () => {
    const holder = await mint.passport();
    await onRoll(holder);
    const { id } = await mint.passport({ ...mint.person(), idNumber: holder.idNumber, hold: 'naming' });
    expect(await refusal(await query(id))).toEqual({ status: 403, code: 'ID_NUMBER_RESERVED' });
  });

  it('is not what an unverified passport becomes by a change: it learns nothing of the number', async () => {
    const [holder, stranger] = [await mint.passport(), mint.person()];
    const shown = [];
    for (const idNumber of [holder.idNumber, stranger.idNumber]) {
      const { id } = await mint.passport({ verified: false });
      const candidate = await mint.signIn(id);
      const body = { idNumber, password: PASSWORD };
      const changed = await api.call('PATCH', '/api/me', { body, candidate });
      const {
        passportId: _,
        name: _name,
        email: _email,
        mobile: _mobile,
        idNumber: _idNumber,
        ...rest
      } = (await changed.json()) as Record<string, unknown>;
      shown.push(rest);
    }
    expect(shown[0]).toMatchObject({ claiming: false });
    expect(shown[0]).toEqual(shown[1]);
  });

  it('is what changing one’s number to a reserved one makes; the number left goes to its claimant', async () => {
    const [holder, mover] = [await mint.passport(), await mint.passport()];
    const waiting = await registerVerified(rivalOf(mover));
    expect(waiting.claiming).toBe(true);
    const candidate = await mint.signIn(mover.id);
    const changed = await api.call('PATCH', '/api/me', {
      body: { idNumber: holder.idNumber, password: PASSWORD },
      candidate,
    });
    expect(await changed.json()).toMatchObject({ claiming: true, idNumber: holder.idNumber });
    expect([await holdOf(holder.id), await holdOf(mover.id), await holdOf(waiting.id)]).toEqual([
      'reserving',
      'claiming',
      'reserving',
    ]);
    expect(await mailsTo(waiting.id)).toContain('numberReserved');
  });

  it('appears before support at once, masked, with what it claims', async () => {
    const holder = await mint.passport();
    const candidate = await onRoll(holder);
    await mint.registration(candidate, holder.id);
    const rival = rivalOf(holder, { name: holder.name });
    const { id } = await registerVerified(rival);
    const claimsOf = async (scope: string) => {
      const { account } = await mint.staff({ role: 'support', scope });
      const staff = await mint.staffSignIn(account);
      const response = await api.get('/api/staff/claims?limit=100', { staff });
      return (await response.json()) as { claims: { newPassportId: string }[] };
    };
    const { claims } = await claimsOf(campus.schoolCode);
    expect(claims.find(({ newPassportId }) => newPassportId === id)).toMatchObject({
      oldPassportId: holder.id,
      sameName: true,
      oldRegistered: true,
      oldEmailVerified: true,
    });
    for (const secret of [holder.name, holder.idNumber, holder.email, rival.email])
      expect(JSON.stringify(claims)).not.toContain(secret);
    expect((await claimsOf('*')).claims.map(({ newPassportId }) => newPassportId)).toContain(id);
    expect((await claimsOf('00')).claims).toEqual([]);
  });
});

describe('a reserver with nothing to stand on', () => {
  it('gives way to a verified claimant on a roll; sign-ins stay, both are told, and it is audited', async () => {
    const owner = mint.person();
    await onRoll(owner);
    const squatter = await registerVerified(rivalOf(owner, { name: '冒名者' }));
    const token = await mint.signIn(squatter.id);
    expect(squatter.claiming).toBe(false);
    const mine = await registerVerified(owner);
    expect(mine.claiming).toBe(false);
    expect([await holdOf(squatter.id), await holdOf(mine.id)]).toEqual(['claiming', 'reserving']);
    expect(await (await me(token)).json()).toMatchObject({ claiming: true });
    expect(await mailsTo(squatter.id)).toContain('numberLost');
    expect(await mailsTo(mine.id)).toContain('numberReserved');
    // Who takes a number from nobody reads of it on the page alone.
    expect(await mailsTo(squatter.id)).not.toContain('numberReserved');
    const audited = await db
      .select({ details: auditLog.details })
      .from(auditLog)
      .where(and(eq(auditLog.target, `passport/${squatter.id}`), eq(auditLog.action, 'numberHoldChanged')))
      .orderBy(auditLog.id);
    expect(audited.map(({ details }) => details)).toEqual([
      { from: 'naming', to: 'reserving' },
      { from: 'reserving', to: 'claiming' },
    ]);
  });

  it('gives way at the eligibility query too, once the claimant has come onto a roll', async () => {
    const owner = mint.person();
    const squatter = await registerVerified(rivalOf(owner));
    const mine = await registerVerified(owner);
    expect(mine.claiming).toBe(true);
    expect(await refusal(await query(mine.id))).toEqual({ status: 403, code: 'PASSPORT_CLAIMING' });
    await onRoll(owner);
    const candidate = await mint.signIn(mine.id, provinceCode);
    const answer = await api.get(`/api/eligibility?examSession=${examSessionId}`, { candidate });
    expect(answer.status).toBe(200);
    expect(await mailsTo(mine.id)).toContain('numberReserved');
    expect([await holdOf(squatter.id), await holdOf(mine.id)]).toEqual(['claiming', 'reserving']);
  });

  type Reason = [string, (squatter: MintedPassport) => Promise<unknown>];
  it.each<Reason>([
    [
      'a registration in whatever session',
      async (squatter) => {
        const past = await mint.examSession({ windows: OVER });
        const candidate = await mint.candidate({ examSessionId: past.id, campus, person: squatter });
        await mint.registration(candidate, squatter.id);
      },
    ],
    ['a live re-check', (squatter) => recheck(squatter)],
    ['a roll entry of its own', (squatter) => onRoll(squatter)],
  ])('does not give way with %s', async (_, stand) => {
    const owner = mint.person();
    const squatter = await mint.passport(rivalOf(owner));
    await stand(squatter);
    const other = await mint.campus({ provinceCode });
    await mint.candidate({ examSessionId, campus: other, person: owner });
    expect((await registerVerified(owner)).claiming).toBe(true);
    expect(await holdOf(squatter.id)).toBe('reserving');
  });

  it('does not give way for a roll of an exam session that is over', async () => {
    const owner = mint.person();
    const squatter = await mint.passport(rivalOf(owner));
    const past = await mint.examSession({ windows: OVER });
    await mint.candidate({ examSessionId: past.id, campus, person: owner });
    expect((await registerVerified(owner)).claiming).toBe(true);
    expect(await holdOf(squatter.id)).toBe('reserving');
  });

  async function recheck(passport: MintedPassport) {
    const past = await mint.examSession({ windows: OVER });
    const candidate = await mint.candidate({ examSessionId: past.id, campus, person: passport });
    await mint.review(candidate, passport, 'approved');
  }
});

describe('an email', () => {
  it('means the passport that verified it, else the one registered last', async () => {
    const { email } = mint.person();
    const first = await register({ ...mint.person(), email });
    api.clock.advance(1_000);
    const second = await register({ ...mint.person(), email });
    expect(await signedInAs(email)).toBe(second);
    await verify(first);
    expect(await signedInAs(email)).toBe(first);
    api.clock.advance(1_000);
    const third = await register({ ...mint.person(), email });
    expect(await signedInAs(email)).toBe(first);
    expect(await holdOf(third)).toBe('naming');
  });
});
