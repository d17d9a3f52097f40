import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { idNumberIndex, nameIndex } from '../../../db/person/personal-index.ts';
import { openRollRow, sealRollRow } from '../../../db/roll/sealed-roll.ts';
import { candidates, registrations } from '../../../db/schema/index.ts';
import { EMPTY_REGISTRATION } from '../../../domain/registration/state.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import type { MintedCampus, MintedPassport, Offsets } from '../../support/factories.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const versions = await api.mint.agreements();

interface Match {
  candidateId: string;
  boundBy: string;
  refusal: string | null;
  subjects: {
    subject: { code: string };
    eligible: boolean;
    reason: string | null;
    listedFor: string | null;
  }[];
}

/** A person on a roll, signed in for its province, agreement accepted, with CET-4 offered at the campus. */
async function onRoll(
  given: {
    passport?: Parameters<typeof api.mint.passport>[0];
    windows?: { rollCheck?: Offsets | null; registration?: Offsets | null };
    campus?: Parameters<typeof api.mint.campus>[0];
    roll?: { name?: string };
    accepted?: boolean;
  } = {},
) {
  const { id: examSessionId } = await api.mint.examSession({ windows: given.windows ?? {} });
  const campus = await api.mint.campus(given.campus);
  const passport = await api.mint.passport(given.passport);
  const offering = await api.mint.offering(examSessionId, campus.code, '1');
  const candidate = await api.mint.candidate({
    examSessionId,
    campus,
    person: passport,
    ...(given.roll ? { roll: given.roll } : {}),
  });
  if (given.accepted !== false) await api.mint.acceptance(passport.id, examSessionId, versions);
  const token = await api.mint.signIn(passport.id, campus.provinceCode);
  return { examSessionId, campus, passport, offering, candidate, token };
}

/** Corrects a roll entry, as an import does. */
async function correctRoll(id: string, to: { name?: string; idNumber?: string }): Promise<void> {
  const [entry] = await api.db.select().from(candidates).where(eq(candidates.id, id));
  const roll = { ...openRollRow(api.vault, entry!), ...to };
  await api.db
    .update(candidates)
    .set({
      personal: sealRollRow(api.vault, id, roll),
      nameIndex: nameIndex(api.vault, roll.name),
      idNumberIndex: idNumberIndex(api.vault, roll.idType, roll.idNumber),
    })
    .where(eq(candidates.id, id));
}

const query = (examSessionId: string, candidate: string | undefined) =>
  api.get(`/api/eligibility?examSession=${examSessionId}`, { candidate });

async function matches(examSessionId: string, token: string): Promise<Match[]> {
  const response = await query(examSessionId, token);
  expect(response.status).toBe(200);
  return ((await response.json()) as { matches: Match[] }).matches;
}

describe('the eligibility query', () => {
  it('shows the roll entry as the school imported it', async () => {
    const { examSessionId, campus, passport, candidate, token } = await onRoll();
    const response = await query(examSessionId, token);
    expect(await response.json()).toMatchObject({
      examSessionId,
      checkedAt: isoInstant(api.clock.now()),
      matches: [
        {
          candidateId: candidate.id,
          digest: candidate.digest,
          roll: {
            name: passport.name,
            sex: 'female',
            idType: 'residentId',
            idNumber: passport.idNumber,
            campus: { code: campus.code, school: { code: campus.schoolCode } },
            lengthOfSchooling: '4',
            yearOfEntry: '2024',
            grade: '3',
          },
          boundBy: 'nobody',
          refusal: null,
          registrationWindow: { opensAt: isoInstant(api.clock.now() - DAY_MS) },
        },
      ],
    });
  });

  it.each([
    ['刘 洁·阿', '劉潔•阿'],
    ['𠮷野家', '吉野家'],
    ['王芳', '王芳\u200B'],
    ['阿·买买提', '阿∙买买提'],
    ['李䶮', '李\uE863'],
  ])('compares names by variants, look-alikes and spacing: %s, %s', async (name, onTheRoll) => {
    const { examSessionId, token } = await onRoll({ passport: { name }, roll: { name: onTheRoll } });
    expect(await matches(examSessionId, token)).toHaveLength(1);
  });

  const NO_MATCH = { status: 404, code: 'NO_ROLL_MATCH' };

  it('finds nobody by ID number or name alone', async () => {
    const { examSessionId, token } = await onRoll({ roll: { name: '别人' } });
    expect(await refusal(await query(examSessionId, token))).toEqual(NO_MATCH);
    const { campus, examSessionId: other } = await onRoll();
    const stranger = await api.mint.passport();
    await api.mint.acceptance(stranger.id, other, versions);
    const strangers = await api.mint.signIn(stranger.id, campus.provinceCode);
    expect(await refusal(await query(other, strangers))).toEqual(NO_MATCH);
  });

  it('finds nobody in another province, exam session or under another type of paper', async () => {
    const { examSessionId, passport } = await onRoll();
    const elsewhere = await api.mint.signIn(passport.id, (await api.mint.province()).code);
    expect(await refusal(await query(examSessionId, elsewhere))).toEqual(NO_MATCH);

    const { campus, passport: same } = await onRoll();
    const { id: next } = await api.mint.examSession();
    await api.mint.acceptance(same.id, next, versions);
    const token = await api.mint.signIn(same.id, campus.provinceCode);
    expect(await refusal(await query(next, token))).toEqual(NO_MATCH);

    const { examSessionId: third, campus: there } = await onRoll();
    const holder = await api.mint.passport({ idType: 'passport', idNumber: 'E12345678' });
    await api.mint.candidate({
      examSessionId: third,
      campus: there,
      person: { ...holder, idType: 'other' },
    });
    await api.mint.acceptance(holder.id, third, versions);
    const theirs = await api.mint.signIn(holder.id, there.provinceCode);
    expect(await refusal(await query(third, theirs))).toEqual(NO_MATCH);
  });

  it('lists both of two rolls, and the second is taken once the first is bound', async () => {
    const { examSessionId, campus, passport, candidate, token } = await onRoll();
    const second = await api.mint.campus({ provinceCode: campus.provinceCode });
    await api.mint.offering(examSessionId, second.code, '1');
    const other = await api.mint.candidate({ examSessionId, campus: second, person: passport });
    expect((await matches(examSessionId, token)).map(({ candidateId }) => candidateId).toSorted()).toEqual(
      [candidate.id, other.id].toSorted(),
    );
    await api.mint.registration(candidate, passport.id);
    const bound = await matches(examSessionId, token);
    const outcome = (id: string) => {
      const match = bound.find(({ candidateId }) => candidateId === id);
      return [match?.boundBy, match?.refusal];
    };
    expect(outcome(candidate.id)).toEqual(['you', null]);
    expect(outcome(other.id)).toEqual(['nobody', 'PASSPORT_ALREADY_BOUND']);
  });

  it('finds a bound person by their binding, also once the school has corrected name or number', async () => {
    const { examSessionId, passport, candidate, token } = await onRoll();
    await api.mint.registration(candidate, passport.id);
    const corrected = { nameIndex: 'another name', idNumberIndex: 'another number' };
    await api.db.update(candidates).set(corrected).where(eq(candidates.id, candidate.id));
    expect(await matches(examSessionId, token)).toMatchObject([
      { candidateId: candidate.id, boundBy: 'you', refusal: null },
    ]);
    const photoId = await api.mint.photo(candidate.id);
    expect((await api.get(`/api/photos/${photoId}`, { candidate: token })).status).toBe(200);
    await api.db
      .update(registrations)
      .set({ passportId: null, state: EMPTY_REGISTRATION })
      .where(eq(registrations.id, candidate.id));
    expect(await refusal(await query(examSessionId, token))).toEqual(NO_MATCH);
    expect((await api.get(`/api/photos/${photoId}`, { candidate: token })).status).toBe(404);
  });

  it.each(['pending', 'approved'] as const)(
    'finds whoever has a re-check that is %s by it, also once the school has corrected the name, not the number',
    async (state) => {
      const { examSessionId, passport, candidate, token } = await onRoll();
      const photoId = await api.mint.photo(candidate.id);
      await api.mint.review(candidate, passport, state);
      const { idNumber } = passport;
      await correctRoll(candidate.id, { name: '更正后', idNumber });
      expect(await matches(examSessionId, token)).toMatchObject([
        { candidateId: candidate.id, boundBy: 'nobody', refusal: null },
      ]);
      const asked = () => api.get(`/api/review?examSession=${examSessionId}`, { candidate: token });
      expect((await asked()).status).toBe(200);
      expect((await api.get(`/api/photos/${photoId}`, { candidate: token })).status).toBe(200);
      await correctRoll(candidate.id, { name: '更正后', idNumber: api.mint.person().idNumber });
      expect(await refusal(await query(examSessionId, token))).toEqual(NO_MATCH);
      expect((await api.get(`/api/photos/${photoId}`, { candidate: token })).status).toBe(404);
      await correctRoll(candidate.id, { name: '更正后', idNumber });
      expect(await matches(examSessionId, token)).toHaveLength(1);
    },
  );

  it('finds nobody by a re-check that was rejected, once the school has corrected the name', async () => {
    const { examSessionId, passport, candidate, token } = await onRoll();
    await api.mint.review(candidate, passport, 'rejected');
    await correctRoll(candidate.id, { name: '更正后' });
    expect(await refusal(await query(examSessionId, token))).toEqual(NO_MATCH);
  });

  it('shows a bound person their own in whichever province they have signed in, and without one', async () => {
    const { examSessionId, passport, candidate } = await onRoll();
    await api.mint.registration(candidate, passport.id);
    const { code: shut } = await api.mint.province();
    await api.mint.window(examSessionId, 'rollCheck', shut, { opensIn: DAY_MS, closesIn: 2 * DAY_MS });
    for (const province of [(await api.mint.province()).code, shut, undefined]) {
      const token = await api.mint.signIn(passport.id, province);
      expect(await matches(examSessionId, token)).toMatchObject([
        { candidateId: candidate.id, boundBy: 'you', refusal: null },
      ]);
    }
  });

  it('shows a bound person their own beside what another province has of them', async () => {
    const { examSessionId, passport, candidate } = await onRoll();
    await api.mint.registration(candidate, passport.id);
    const campus = await api.mint.campus();
    await api.mint.offering(examSessionId, campus.code, '1');
    const other = await api.mint.candidate({ examSessionId, campus, person: passport });
    const token = await api.mint.signIn(passport.id, campus.provinceCode);
    const found = await matches(examSessionId, token);
    expect(Object.fromEntries(found.map((match) => [match.candidateId, match.refusal]))).toEqual({
      [candidate.id]: null,
      [other.id]: 'PASSPORT_ALREADY_BOUND',
    });
  });

  it('is refused to nobody in particular', async () => {
    const { examSessionId } = await onRoll();
    expect(await refusal(await query(examSessionId, undefined))).toEqual({
      status: 401,
      code: 'SIGN_IN_REQUIRED',
    });
  });

  it('is refused without a province', async () => {
    const { examSessionId, passport } = await onRoll();
    const token = await api.mint.signIn(passport.id);
    expect(await refusal(await query(examSessionId, token))).toEqual({
      status: 400,
      code: 'PROVINCE_REQUIRED',
    });
  });

  it('is refused for an unknown exam session', async () => {
    const { token } = await onRoll();
    expect(await refusal(await query('2099-9', token))).toEqual({
      status: 404,
      code: 'EXAM_SESSION_UNKNOWN',
    });
  });

  it('is refused before the agreement is accepted', async () => {
    const { examSessionId, token } = await onRoll({ accepted: false });
    expect(await refusal(await query(examSessionId, token))).toEqual({
      status: 409,
      code: 'AGREEMENT_REQUIRED',
    });
  });

  it('is refused to a claiming passport: the roll entry may be somebody else’s', async () => {
    const holder = await api.mint.passport();
    const { name, idNumber } = holder;
    const { examSessionId, token } = await onRoll({ passport: { name, idNumber, claiming: true } });
    expect(await refusal(await query(examSessionId, token))).toEqual({
      status: 403,
      code: 'PASSPORT_CLAIMING',
    });
  });

  it.each([
    ['before it opens', { opensIn: HOUR_MS, closesIn: DAY_MS }, '。开放时间：'],
    ['after it ended', { opensIn: -DAY_MS, closesIn: 0 }, '。截止时间：'],
    ['while it is not set', null, '。'],
  ])('is refused outside the roll check: %s', async (_, rollCheck, moment) => {
    const { examSessionId, token } = await onRoll({ windows: { rollCheck } });
    const response = await query(examSessionId, token);
    expect(await response.json()).toMatchObject({
      status: 409,
      code: 'ROLL_CHECK_NOT_OPEN',
      detail: expect.stringContaining(moment),
    });
  });

  it('leaves out a roll whose school has not opened the roll check', async () => {
    const { examSessionId, campus, passport, candidate, token } = await onRoll();
    const late = await api.mint.campus({ provinceCode: campus.provinceCode });
    await api.mint.candidate({ examSessionId, campus: late, person: passport });
    await api.mint.window(examSessionId, 'rollCheck', late.schoolCode, {
      opensIn: DAY_MS,
      closesIn: 2 * DAY_MS,
    });
    expect((await matches(examSessionId, token)).map(({ candidateId }) => candidateId)).toEqual([
      candidate.id,
    ]);
    await api.mint.window(examSessionId, 'rollCheck', campus.code, { opensIn: DAY_MS, closesIn: 2 * DAY_MS });
    expect(await refusal(await query(examSessionId, token))).toEqual({
      status: 409,
      code: 'ROLL_CHECK_NOT_OPEN',
    });
  });
});

describe('why a candidate cannot be saved now', () => {
  const refusalOf = async ({ examSessionId, token }: { examSessionId: string; token: string }) =>
    (await matches(examSessionId, token))[0]?.refusal;

  it.each([
    ['REGISTRATION_NOT_OPEN', { opensIn: HOUR_MS, closesIn: DAY_MS }],
    ['REGISTRATION_NOT_OPEN', null],
    ['REGISTRATION_CLOSED', { opensIn: -DAY_MS, closesIn: -HOUR_MS }],
  ] as const)('%s', async (code, registration) => {
    expect(await refusalOf(await onRoll({ windows: { registration } }))).toBe(code);
  });

  it('CANDIDATE_TAKEN', async () => {
    const mine = await onRoll();
    await api.mint.registration(mine.candidate, (await api.mint.passport()).id);
    const [match] = await matches(mine.examSessionId, mine.token);
    expect([match?.boundBy, match?.refusal]).toEqual(['another', 'CANDIDATE_TAKEN']);
  });

  it('NO_ELIGIBLE_SUBJECT', async () => {
    const mine = await onRoll();
    await api.mint.listed(mine.candidate.id, '1', 'black');
    expect(await refusalOf(mine)).toBe('NO_ELIGIBLE_SUBJECT');
  });
});

describe('the eligible subjects', () => {
  const reasons = async ({ examSessionId, token }: { examSessionId: string; token: string }) => {
    const [match] = await matches(examSessionId, token);
    return Object.fromEntries(match?.subjects.map(({ subject, reason }) => [subject.code, reason]) ?? []);
  };
  const offerAlso = async (at: { examSessionId: string; campus: MintedCampus }, ...codes: string[]) => {
    for (const code of codes) await api.mint.offering(at.examSessionId, at.campus.code, code);
  };

  it('are what the campus offers; CET-6 and its oral need a score', async () => {
    const mine = await onRoll();
    await offerAlso(mine, '2', '4', 'F', 'S');
    expect(await reasons(mine)).toEqual({
      1: null,
      2: 'SCORE_REQUIRED',
      3: 'NOT_OFFERED',
      4: null,
      5: 'NOT_OFFERED',
      6: 'NOT_OFFERED',
      7: 'NOT_OFFERED',
      8: 'NOT_OFFERED',
      9: 'NOT_OFFERED',
      F: null,
      S: 'SCORE_REQUIRED',
    });
  });

  it.each([
    [424, 'SCORE_REQUIRED'],
    [425, null],
  ])('open CET-6 by the best score: %i', async (points, reason) => {
    const mine = await onRoll();
    await offerAlso(mine, '2');
    const scored: MintedPassport = mine.passport;
    await api.mint.score(scored, 300);
    await api.mint.score(scored, points);
    await api.mint.score(api.mint.person(), 700);
    expect((await reasons(mine))['2']).toBe(reason);
  });

  it('obey the lists', async () => {
    const mine = await onRoll();
    await offerAlso(mine, '2', '3');
    await api.mint.listed(mine.candidate.id, '2', 'white', '四级免修');
    await api.mint.listed(mine.candidate.id, '3', 'black', '考试违规');
    expect(await reasons(mine)).toMatchObject({ 1: null, 2: null, 3: 'BLACK_LISTED' });
    const [match] = await matches(mine.examSessionId, mine.token);
    const why = match?.subjects.map(({ subject, listedFor }) => [subject.code, listedFor]) ?? [];
    expect(Object.fromEntries(why)).toMatchObject({ 1: null, 2: '四级免修', 3: '考试违规' });
  });

  it('count what is written where the campus lets its candidates go, and no oral there', async () => {
    const main = await api.mint.campus();
    const mine = await onRoll({
      campus: { schoolCode: main.schoolCode, settings: { writtenCampusCodes: [main.code] } },
    });
    const unnamed = await api.mint.campus({ schoolCode: main.schoolCode });
    await offerAlso({ examSessionId: mine.examSessionId, campus: main }, '3', 'F');
    await offerAlso({ examSessionId: mine.examSessionId, campus: unnamed }, '5');
    expect(await reasons(mine)).toMatchObject({ 1: null, 3: null, 5: 'NOT_OFFERED', F: 'NOT_OFFERED' });
  });
});
