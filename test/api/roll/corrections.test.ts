import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, candidates, registrations } from '../../../db/schema/index.ts';
import { createTestApi, refusal } from '../test-api.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';

const api = await createTestApi();

interface Person {
  id: string;
  digest: string;
  cells: Record<string, string>;
  corrected: string[];
  isBound: boolean;
  history: { by: string; reason: string; before: object; after: object }[];
}

async function mintSchool() {
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const { account } = await api.mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
  const staff = await api.mint.staffSignIn(account);
  const person = api.mint.person();
  const candidate = await api.mint.candidate({ examSessionId, campus, person });
  const read = async () =>
    (await (await api.get(`/api/staff/candidates/${candidate.id}`, { staff })).json()) as Person;
  const correct = (body: object) =>
    api.post(`/api/staff/candidates/${candidate.id}/corrections`, body, { staff });
  return { examSessionId, campus, account, staff, person, candidate, read, correct };
}

describe('a correction by hand', () => {
  it('changes what is typed, is remembered, and is kept with reason, old and new, sealed in the audit log', async () => {
    const { read, correct, account, candidate } = await mintSchool();
    const { digest } = await read();
    const body = { digest, reason: '与学生证核对', cells: { major: '软件工程', className: '软工 2301 班' } };
    const corrected = (await (await correct(body)).json()) as Person;
    expect(corrected.cells).toMatchObject({ major: '软件工程', className: '软工2301班' });
    expect(corrected.corrected).toEqual(['major', 'className']);
    expect(corrected.history).toMatchObject([
      {
        by: `staff/${account}`,
        reason: '与学生证核对',
        before: { major: '测试专业', className: '一班' },
        after: { major: '软件工程', className: '软工2301班' },
      },
    ]);
    const [row] = await api.db.select().from(candidates).where(eq(candidates.id, candidate.id));
    expect(row).toMatchObject({ className: '软工2301班', corrected: ['major', 'className'] });
    const entries = await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `candidate/${candidate.id}`));
    expect(entries).toMatchObject([
      { action: 'rollCorrected', details: { columns: ['major', 'className'] } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('软件工程');
    expect(await refusal(await correct(body))).toEqual({ status: 409, code: 'ROLL_ENTRY_CHANGED' });
  });

  it('is refused with what is wrong, when nothing differs, and when the number is another’s', async () => {
    const { read, correct, examSessionId, campus, person } = await mintSchool();
    const { digest, cells } = await read();
    const reason = '核对';
    const wrong = await correct({ digest, reason, cells: { idNumber: '110101199003070000', grade: '九十' } });
    const body = (await wrong.json()) as { code: string; flaws: { column: string }[] };
    expect([body.code, body.flaws.map(({ column }) => column)]).toEqual([
      'ROLL_ENTRY_FLAWED',
      ['idNumber', 'grade'],
    ]);
    const cut = await correct({
      digest,
      reason,
      cells: { className: '2.02E+11', studentNumber: '9.9E+17', remarks: '#N/A' },
    });
    const named = (await cut.json()) as {
      flaws: { column: string; code: string; message: { zh: string } }[];
    };
    expect(named.flaws).toMatchObject([
      { column: 'className', code: 'LOST_DIGITS', message: { zh: expect.stringContaining('完整的原值') } },
      { column: 'studentNumber', code: 'LOST_DIGITS', message: { zh: expect.not.stringContaining('该列') } },
      { column: 'remarks', code: 'CELL_ERROR' },
    ]);
    const same = await correct({ digest, reason, cells: { major: cells['major'] } });
    expect(await refusal(same)).toEqual({ status: 422, code: 'NOTHING_CORRECTED' });
    const other = api.mint.person();
    await api.mint.candidate({ examSessionId, campus, person: other });
    const taken = await correct({
      digest,
      reason,
      cells: { idType: '居民身份证', idNumber: other.idNumber },
    });
    expect(await refusal(taken)).toEqual({ status: 409, code: 'ROLL_NUMBER_TAKEN' });
    const afar = api.mint.person();
    await api.mint.candidate({ examSessionId, campus: await api.mint.campus(), person: afar });
    const ofAnotherSchool = await correct({ digest, reason, cells: { idNumber: afar.idNumber } });
    expect(await refusal(ofAnotherSchool)).toEqual({ status: 409, code: 'ROLL_NUMBER_TAKEN' });
    expect((await read()).digest).toBe(digest);
    expect(person.idNumber).not.toBe(other.idNumber);
    const elsewhere = await api.mint.campus();
    const moved = await correct({ digest, reason, cells: { campusCode: elsewhere.code } });
    expect(await refusal(moved)).toEqual({ status: 422, code: 'ROLL_ENTRY_FLAWED' });
  });

  it('leaves what a registration was saved with', async () => {
    const { examSessionId, campus, read, correct, candidate } = await mintSchool();
    const passport = await api.mint.passport();
    const offering = await api.mint.offering(examSessionId, campus.code, '1');
    const bound = { ...candidate, passportId: passport.id };
    const entry = { offeringId: offering.id, subject: '1' };
    await mintPaidRegistration(api, bound, [entry], { at: api.clock.now() });
    const snapshot = async () =>
      (await api.db.select().from(registrations).where(eq(registrations.id, candidate.id)))[0]!.snapshot;
    const before = await snapshot();
    const { digest, isBound, cells } = await read();
    const candidateName = cells['name'];
    expect(isBound).toBe(true);
    const renamed = await correct({ digest, reason: '核对', cells: { name: '改名某' } });
    expect(await refusal(renamed)).toEqual({ status: 409, code: 'ROLL_ENTRY_SAVED' });
    await correct({ digest, reason: '核对', cells: { major: '软件工程' } });
    expect(await snapshot()).toBe(before);
    expect((await read()).cells).toMatchObject({ major: '软件工程', name: candidateName });
  });
});
