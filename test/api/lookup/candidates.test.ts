import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { WorkflowClientPort } from '../../../api/commands/workflow-client.ts';
import { leaveMessage } from '../../../db/messages/leave-message.ts';
import { recordAudit } from '../../../db/record-audit.ts';
import { auditLog, orders, registrationEvents } from '../../../db/schema/index.ts';
import { candidateActor } from '../../../domain/actor.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { pageCount, pdfText } from '../../support/pdf-text.ts';
import { onDatabase } from '../../support/sql.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi, refusal } from '../test-api.ts';

const workflows = { uiPath: (session: string, id: string) => `/ui/${session}/${id}` };
const api = await createTestApi({}, { workflows: workflows as WorkflowClientPort });
const { mint, clock } = api;
const { id: examSessionId } = await mint.examSession();

interface Found {
  by: string;
  more: boolean;
  found: { id: string; name: string; idNumber: string; stage: string | null }[];
  passports: { passportId: string; name: string; email: string; hold: string }[];
}

/** A school with one registered candidate, an order, and a signed-in administrator. */
async function mintSchool() {
  const campus = await mint.campus();
  const passport = await mint.passport({ mobileVerified: true });
  const candidate = await mint.candidate({ examSessionId, campus, person: passport });
  const offering = await mint.offering(examSessionId, campus.code, '1');
  const bound = { ...candidate, passportId: passport.id };
  const entries = await mintPaidRegistration(api, bound, [{ offeringId: offering.id, subject: '1' }], {
    at: clock.now(),
  });
  const orderNo = `20261121${candidate.id.replaceAll('-', '').slice(0, 20)}`;
  await api.db.insert(orders).values({
    orderNo,
    registrationId: candidate.id,
    examSessionId,
    passportId: passport.id,
    gateway: 'alipay',
    mode: 'written',
    amountFen: 3_000,
    lines: [{ entryId: entries[0]!.id, subject: '1', campus: campus.code, feeFen: 3_000 }],
    state: 'paid',
    openedAt: clock.now(),
    expiresAt: clock.now() + DAY_MS,
    paidAt: clock.now(),
  });
  const staff = await signedIn('schoolAdmin', campus.schoolCode);
  return { campus, passport, candidate, orderNo, staff };
}

async function signedIn(role: 'schoolAdmin' | 'support' | 'collegeClerk', scope: string): Promise<string> {
  return mint.staffSignIn((await mint.staff({ role, scope })).account);
}

async function look(staff: string, text: string, school?: string): Promise<Found> {
  const path = `/api/staff/candidates/lookups?examSession=${examSessionId}`;
  return (await (await api.post(path, { text, ...(school && { school }) }, { staff })).json()) as Found;
}

const idsOf = ({ found }: Found) => found.map(({ id }) => id);

describe('a candidate is looked up', () => {
  it('by name, ID number, student number, passport or order, masked, in the own scope alone', async () => {
    const { candidate, passport, orderNo, staff, campus } = await mintSchool();
    const entry = await api.get(`/api/staff/candidates/${candidate.id}`, { staff });
    const { cells } = (await entry.json()) as { cells: Record<string, string> };
    const others = (await mintSchool()).staff;
    const asked = [passport.name, passport.idNumber, cells['studentNumber']!, passport.id, orderNo];
    const read = await Promise.all(asked.map((text) => look(staff, text)));
    expect(read.map(({ by }) => by)).toEqual(['person', 'person', 'person', 'passport', 'order']);
    for (const found of read) expect(idsOf(found)).toEqual([candidate.id]);
    expect(read[0]).toMatchObject({ more: false, found: [{ stage: 'paid' }] });
    expect(read[0]!.found[0]!.name).toContain('*');
    expect(read[0]!.found[0]!.idNumber).toContain('*');
    expect(read[1]!.passports).toMatchObject([{ passportId: passport.id }]);
    expect(read[1]!.passports[0]!.email).toContain('***');
    for (const text of asked) {
      const { found, passports } = await look(others, text);
      expect([found, passports]).toEqual([[], []]);
    }
    const elsewhere = await signedIn('collegeClerk', `${campus.schoolCode}/别的学院`);
    expect(idsOf(await look(elsewhere, passport.id))).toEqual([]);
  });

  it('across the country by support, by student number with its school, and who is on no roll as a passport', async () => {
    const support = await signedIn('support', '*');
    const { candidate, passport, campus } = await mintSchool();
    const entry = await api.get(`/api/staff/candidates/${candidate.id}`, { staff: support });
    const { cells } = (await entry.json()) as { cells: Record<string, string> };
    expect([cells['name']!.includes('*'), 'remarks' in cells]).toEqual([true, false]);
    expect(idsOf(await look(support, cells['studentNumber']!))).toEqual([]);
    const number = cells['studentNumber']!;
    for (const one of [number, number.toLowerCase(), number.toUpperCase()])
      expect(idsOf(await look(support, one, campus.schoolCode))).toEqual([candidate.id]);
    expect(idsOf(await look(support, passport.idNumber))).toEqual([candidate.id]);
    const stranger = await mint.passport();
    const found = await look(support, stranger.idNumber);
    expect(found).toMatchObject({ found: [], passports: [{ passportId: stranger.id }] });
  });

  it('not by a number or name whose index was copied in SQL', async () => {
    const { candidate, passport, staff } = await mintSchool();
    const { candidate: other } = await mintSchool();
    const thief = await mint.passport({ name: passport.name, hold: 'naming' });
    await onDatabase(api.ownerUrl, async (owner) => {
      const [{ id_number_index: index } = {}] =
        await owner`select id_number_index from candidates where id = ${candidate.id}`;
      await owner`update passports set id_type = 'residentId', id_number_index = ${index} where id = ${thief.id}`;
      await owner`update candidates set name_index = (select name_index from candidates where id = ${candidate.id}) where id = ${other.id}`;
    });
    const support = await signedIn('support', '*');
    expect(idsOf(await look(support, passport.name))).toEqual([candidate.id]);
    const { passports } = await look(staff, passport.idNumber);
    expect(passports.map(({ passportId }) => passportId)).toEqual([passport.id]);
    const page = await api.get(`/api/staff/candidates/${candidate.id}/dossier`, { staff });
    expect(JSON.stringify(await page.json())).not.toContain(thief.id);
    const byId = await look(staff, thief.id);
    expect([idsOf(byId), byId.passports]).toEqual([[], []]);
    const listed = await api.get(`/api/staff/passports?examSession=${examSessionId}`, { staff });
    const ids = ((await listed.json()) as { passports: { passportId: string }[] }).passports;
    expect(ids.map(({ passportId }) => passportId)).toEqual([passport.id]);
  });

  it('at most fifty at a time', async () => {
    const campus = await mint.campus();
    const staff = await signedIn('schoolAdmin', campus.schoolCode);
    const { name } = mint.person();
    for (let n = 0; n < 51; n++)
      await mint.candidate({ examSessionId, campus, person: { ...mint.person(), name } });
    const { found, more } = await look(staff, name);
    expect([found.length, more]).toEqual([50, true]);
  });

  it('by nobody without the right', async () => {
    const { account } = await mint.staff({ role: 'reviewer', scope: '*' });
    const staff = await mint.staffSignIn(account);
    const answered = await api.post('/api/staff/candidates/lookups', { text: '张三' }, { staff });
    expect(await refusal(answered)).toEqual({ status: 403, code: 'STAFF_ONLY' });
  });
});

describe("a candidate's page", () => {
  it('shows nothing of what somebody of another name does with a passport that names the number', async () => {
    const { candidate, passport, staff } = await mintSchool();
    const { idNumber } = passport;
    const other = await mint.passport({ name: '旁人', idNumber, hold: 'naming' });
    await mint.signIn(other.id);
    const message = { kind: 'mail', template: 'entryPaid', passportId: other.id, parameters: {} } as const;
    await leaveMessage(api.db, { key: `paid-${other.id}`, message }, clock.now());
    const answered = await api.get(`/api/staff/candidates/${candidate.id}/dossier`, { staff });
    expect(await answered.json()).toMatchObject({
      passports: expect.arrayContaining([expect.objectContaining({ passportId: other.id, signIns: [] })]),
      messages: [],
    });
  });

  it('has registration, orders, re-checks, passports with sign-ins, and messages, masked', async () => {
    const { candidate, passport, orderNo, staff } = await mintSchool();
    const reviewId = await mint.review(candidate, passport, 'pending');
    await mint.signIn(passport.id);
    const message = { kind: 'mail', template: 'entryPaid', passportId: passport.id, parameters: {} } as const;
    await leaveMessage(api.db, { key: `paid-${orderNo}`, message }, clock.now());
    const { name, idNumber } = passport;
    const claimant = await mint.passport({ name, idNumber, claiming: true });
    const answered = await api.get(`/api/staff/candidates/${candidate.id}/dossier`, { staff });
    const text = await answered.text();
    for (const secret of [passport.name, passport.idNumber, passport.email, passport.mobile])
      expect(text).not.toContain(secret);
    expect(JSON.parse(text)).toMatchObject({
      registration: { stage: 'paid', entries: [{ state: 'paid', subject: { code: '1' } }] },
      orders: [{ orderNo, state: 'paid', askedAt: null, refund: null }],
      reviews: [{ id: reviewId, state: 'pending' }],
      passports: expect.arrayContaining([
        expect.objectContaining({ passportId: claimant.id, isBound: false, hold: 'claiming' }),
        expect.objectContaining({
          passportId: passport.id,
          isBound: true,
          signIns: [expect.objectContaining({ isLive: true })],
        }),
      ]),
      messages: [{ template: 'entryPaid', channel: 'mail', outcome: 'waiting', to: null }],
      workflow: null,
    });
    const support = await signedIn('support', '*');
    const seen = await api.get(`/api/staff/candidates/${candidate.id}/dossier`, { staff: support });
    expect(await seen.json()).toMatchObject({
      workflow: {
        id: `registration/${examSessionId}/${candidate.id}`,
        url: `${api.settings.temporalUiUrl}/ui/${examSessionId}/${candidate.id}`,
      },
    });
  });

  it('tells what happened with who and when, the newest first, in the own scope alone', async () => {
    const { candidate, passport, staff } = await mintSchool();
    const actor = candidateActor(passport.id);
    const at = clock.now();
    await api.db.insert(registrationEvents).values([
      {
        registrationId: candidate.id,
        version: 1,
        position: 0,
        event: { type: 'quickPrintSet', on: false },
        actor,
        happenedAt: at,
      },
    ]);
    await recordAudit(api.db, { actor, action: 'passwordChanged', target: actor, happenedAt: at + 1 });
    const path = `/api/staff/candidates/${candidate.id}/timeline`;
    const { events, isWhole } = (await (await api.get(path, { staff })).json()) as {
      events: { by: string; text: { zh: string }; position: string }[];
      isWhole: boolean;
    };
    expect(isWhole).toBe(true);
    expect(events).toMatchObject([
      { by: actor, text: { zh: '修改密码' }, position: expect.stringMatching(/^audit_log \d+$/) },
      { by: actor, text: { zh: '已关闭快速打印' }, position: 'registration_events 1.0' },
    ]);
    const { staff: elsewhere } = await mintSchool();
    for (const part of ['dossier', 'timeline']) {
      const asked = await api.get(`/api/staff/candidates/${candidate.id}/${part}`, { staff: elsewhere });
      expect(await refusal(asked)).toEqual({ status: 404, code: 'NOT_FOUND' });
    }
  });
});

describe('a candidate is shown in full', () => {
  it('to whoever has the right, with a reason that the audit log keeps sealed', async () => {
    const { candidate, passport, staff } = await mintSchool();
    const path = `/api/staff/candidates/${candidate.id}/reveals`;
    const reason = '本人持证件来访核对';
    const shown = await api.post(path, { reason }, { staff });
    const { name, idNumber, mobile, email } = passport;
    expect(await shown.json()).toEqual({ name, idNumber, mobile, email });
    const kept = await api.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.target, `candidate/${candidate.id}`), eq(auditLog.action, 'personRevealed')));
    expect(kept).toMatchObject([{ details: { fields: ['idNumber', 'mobile', 'email'] } }]);
    for (const secret of [reason, idNumber, mobile, email])
      expect(JSON.stringify(kept)).not.toContain(secret);
    const refused = await api.post(path, { reason: '' }, { staff });
    expect(await refusal(refused)).toEqual({ status: 400, code: 'INVALID_INPUT' });
    const support = await signedIn('support', '*');
    expect(await refusal(await api.post(path, { reason }, { staff: support }))).toEqual({
      status: 403,
      code: 'STAFF_ONLY',
    });
  });
});

describe('the timeline as evidence', () => {
  it('is a PDF with every event, who, when and where it is written, masked, with a digest that the log keeps', async () => {
    const { candidate, passport, staff } = await mintSchool();
    const actor = candidateActor(passport.id);
    for (let n = 0; n < 60; n++)
      await recordAudit(api.db, { actor, action: 'passwordChanged', target: actor, happenedAt: clock.now() });
    const pdf = await exportedFile(api, `/api/staff/candidates/${candidate.id}/timeline/exports?`, staff);
    const text = pdfText(pdf);
    expect(pageCount(pdf)).toBe(3);
    expect(text).toContain('考生事项时间线');
    expect(text).toContain('（完）共 60 条');
    expect(text).toContain('第 3 页');
    expect(text.match(/修改密码/g)).toHaveLength(60);
    for (const secret of [passport.name, passport.idNumber]) expect(text).not.toContain(secret);
    const [kept] = await api.db
      .select({ details: auditLog.details })
      .from(auditLog)
      .where(
        and(
          eq(auditLog.target, 'list/timelines'),
          sql`details -> 'filter' ->> 'candidate' = ${candidate.id}`,
        ),
      );
    const { filter } = kept!.details as { filter: { sha256: string } };
    expect(filter.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(text.replaceAll(/\s/g, '')).toContain(filter.sha256);
  });
});

describe('passports are listed', () => {
  type Page = {
    passports: { passportId: string; candidateId: string | null; stage: string | null }[];
    nextCursor: string | null;
  };
  const list = async (staff: string, query: string) =>
    (await (
      await api.get(`/api/staff/passports?examSession=${examSessionId}${query}`, { staff })
    ).json()) as Page;
  const pages = async (staff: string, query: string) => {
    const found: Page['passports'] = [];
    let page = await list(staff, query);
    for (;;) {
      found.push(...page.passports);
      if (page.nextCursor === null) return found;
      page = await list(staff, `${query}&after=${page.nextCursor}`);
    }
  };
  const idsIn = (rows: Page['passports']) => rows.map(({ passportId }) => passportId).toSorted();

  it('those on the own rolls by state, page by page, to a school', async () => {
    const { campus, passport, candidate, staff } = await mintSchool();
    const unverified = await mint.passport({ verified: false });
    const idle = await mint.passport();
    for (const person of [unverified, idle]) await mint.candidate({ examSessionId, campus, person });
    await mintSchool();
    const everybody = [passport.id, unverified.id, idle.id].toSorted();
    expect(idsIn(await pages(staff, ''))).toEqual(everybody);
    expect(idsIn(await pages(staff, '&limit=1'))).toEqual(everybody);
    expect(idsIn(await pages(staff, '&state=unverified'))).toEqual([unverified.id]);
    expect(idsIn(await pages(staff, '&state=unbound'))).toEqual([unverified.id, idle.id].toSorted());
    expect(idsIn(await pages(staff, '&state=closed'))).toEqual([]);
    const shown = (await pages(staff, '')).find(({ passportId }) => passportId === passport.id);
    expect(shown).toMatchObject({ candidateId: candidate.id, stage: 'paid' });
  });

  it('all of them, the last first, to the whole country', async () => {
    const support = await signedIn('support', '*');
    clock.advance(1_000);
    const first = await mint.passport({ verified: false });
    clock.advance(1_000);
    const second = await mint.passport();
    const { passports, nextCursor } = await list(support, '&limit=1');
    expect(idsIn(passports)).toEqual([second.id]);
    expect(idsIn((await list(support, `&limit=1&after=${nextCursor}`)).passports)).toEqual([first.id]);
    expect(idsIn((await list(support, '&limit=1&state=unverified')).passports)).toEqual([first.id]);
    expect(idsIn((await list(support, '&limit=2&state=unbound')).passports)).toEqual(
      [first.id, second.id].toSorted(),
    );
  });
});
