import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { arrangeSession } from '../../../activities/arrangement/arrange-session.ts';
import { arrangements, auditLog, roomSeats, schools } from '../../../db/schema/index.ts';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import type { Offsets } from '../../support/factories.ts';
import { mintPaidRegistration, type PaidEntryGiven } from '../../support/paid-registration.ts';
import { pageCount, pdfText } from '../../support/pdf-text.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
await api.mint.agreements();
const OPEN: Offsets = { opensIn: -HOUR_MS, closesIn: DAY_MS };
const LATER: Offsets = { opensIn: HOUR_MS, closesIn: DAY_MS };
const OVER: Offsets = { opensIn: -DAY_MS, closesIn: -HOUR_MS };

let years = 10;

/** An exam session whose name says year and half, with CET-4 written and oral offered at one campus. */
async function mintPlace(tickets: Offsets | null = OPEN, roomSize = 30) {
  years += 1;
  const { id: examSessionId } = await api.mint.examSession({
    id: `20${years}-2`,
    settings: { roomSize },
    windows: { ticketWritten: tickets, ticketOral: tickets },
  });
  const campus = await api.mint.campus();
  const written = await api.mint.offering(examSessionId, campus.code, '1');
  const oral = await api.mint.offering(examSessionId, campus.code, 'F');
  return { examSessionId, campus, written, oral, roomSize };
}

type Place = Awaited<ReturnType<typeof mintPlace>>;

/** A candidate registered there; the written is paid unless given otherwise. */
async function registered(
  place: Place,
  given: { entries?: PaidEntryGiven[]; quickPrint?: boolean; name?: string; photo?: boolean } = {},
) {
  const { examSessionId, campus, written } = place;
  const passport = await api.mint.passport(given.name === undefined ? {} : { name: given.name });
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  if (given.photo) await api.mint.photo(candidate.id);
  const [entry] = await mintPaidRegistration(
    api,
    { ...candidate, passportId: passport.id },
    given.entries ?? [{ offeringId: written.id, subject: '1' }],
    { quickPrint: given.quickPrint ?? true, at: api.clock.now() },
  );
  return { passport, entry: entry!, token: await api.mint.signIn(passport.id, campus.provinceCode) };
}

let seeds = 0;
const arrange = ({ examSessionId, roomSize }: Place, subjectCode?: string) =>
  arrangeSession({
    db: api.db,
    clock: api.clock,
    scope: { examSessionId, ...(subjectCode !== undefined && { subjectCode }) },
    roomSize,
    actor: 'staff/test',
    newSeed: () => `seed ${(seeds += 1)}`,
  });

const ticket = ({ examSessionId }: Place, candidate: string | undefined, mode = 'written') =>
  api.get(`/api/admission-tickets/${mode}?examSession=${examSessionId}`, { candidate });

const seatsOf = ({ written }: Place) =>
  api.db.select().from(roomSeats).where(eq(roomSeats.offeringId, written.id));

async function schoolPrints({ campus }: Place, subjects: string[]) {
  await api.db
    .update(schools)
    .set({ settings: { schoolPrintedSubjects: subjects } })
    .where(eq(schools.code, campus.schoolCode));
}

describe('arranging', () => {
  it('seats everybody who has paid, once; running it again changes nothing, and later payers are added', async () => {
    const place = await mintPlace(OPEN, 2);
    for (let index = 0; index < 3; index += 1) await registered(place);
    await registered(place, { entries: [{ offeringId: place.written.id, subject: '1', state: 'held' }] });
    expect(await arrange(place)).toEqual({ offeringCount: 2, changedCount: 1, seatedCount: 3 });
    const first = await seatsOf(place);
    expect(first.map(({ room, seat }) => `${room}/${seat}`).toSorted()).toEqual(['1/1', '1/2', '2/1']);

    expect(await arrange(place)).toMatchObject({ seatedCount: 0 });
    expect(await seatsOf(place)).toEqual(first);

    await registered(place);
    expect(await arrange(place)).toMatchObject({ seatedCount: 1 });
    expect(await seatsOf(place)).toEqual(expect.arrayContaining(first));
    const rounds = await api.db
      .select()
      .from(arrangements)
      .where(eq(arrangements.offeringId, place.written.id));
    expect(rounds.map(({ round }) => round).toSorted()).toEqual([1, 2]);
    const target = `${place.examSessionId}/${place.campus.code}/1`;
    expect(await api.db.select().from(auditLog).where(eq(auditLog.target, target))).toHaveLength(2);
  });

  it('gives each seat once when two run at the same time', async () => {
    const place = await mintPlace();
    for (let index = 0; index < 4; index += 1) await registered(place);
    const reports = await Promise.all([arrange(place), arrange(place)]);
    expect(reports.reduce((sum, { seatedCount }) => sum + seatedCount, 0)).toBe(4);
    expect(await seatsOf(place)).toHaveLength(4);
  });
});

describe('an admission ticket', () => {
  it('shows who sits where and when, on one page', async () => {
    const place = await mintPlace();
    const { passport, token } = await registered(place);
    await arrange(place);
    const response = await ticket(place, token);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer());
    expect(pageCount(pdf)).toBe(1);
    expect(pdf.length).toBeLessThan(300_000);
    const text = pdfText(pdf);
    const number = `${place.campus.code}${place.examSessionId.slice(2, 4)}2100101`;
    for (const shown of [passport.name, passport.idNumber, '001', '01', number, '英语四级笔试']) {
      expect(text).toContain(shown);
    }
  });

  it('draws a mark with the code point for a character no font has, and reports it without the name', async () => {
    const place = await mintPlace();
    const { token, passport } = await registered(place, { name: '测𠀀试' });
    await arrange(place);
    api.logLines.length = 0;
    const response = await ticket(place, token);
    expect(pdfText(Buffer.from(await response.arrayBuffer()))).toContain('U+20000');
    expect(api.logLines.join('')).toContain('U+20000');
    expect(api.logLines.join('')).not.toContain(passport.name);
  });

  it('carries the photo, or says that there is none', async () => {
    const place = await mintPlace();
    const [withPhoto, without] = [await registered(place, { photo: true }), await registered(place)];
    await arrange(place);
    const [shown, missing] = await Promise.all(
      [withPhoto, without].map(async ({ token }) =>
        Buffer.from(await (await ticket(place, token)).arrayBuffer()),
      ),
    );
    expect(shown!.toString('latin1')).toContain('/Subtype /Image');
    expect(pdfText(shown!)).not.toContain('暂无照片');
    expect(missing!.toString('latin1')).not.toContain('/Subtype /Image');
    expect(pdfText(missing!)).toContain('暂无照片');
  });

  it('is told in the registration once print time has come', async () => {
    const place = await mintPlace(LATER);
    const { passport, token } = await registered(place);
    await arrange(place);
    const read = async (candidate: string) => {
      const response = await api.get(`/api/registration?examSession=${place.examSessionId}`, { candidate });
      const { entries, tickets } = (await response.json()) as {
        entries: { arrangement: string; seat: unknown }[];
        tickets: { written: { refusal: string | null } };
      };
      return { ...entries[0], refusal: tickets.written.refusal };
    };
    expect(await read(token)).toMatchObject({
      arrangement: 'arranged',
      seat: null,
      refusal: 'TICKET_NOT_YET',
    });
    api.clock.advance(2 * HOUR_MS);
    expect(await read(await api.mint.signIn(passport.id))).toMatchObject({
      seat: { room: '001', seat: '01' },
      refusal: null,
    });
  });

  it('takes the other subject along when the school prints only one', async () => {
    const place = await mintPlace();
    const six = await api.mint.offering(place.examSessionId, place.campus.code, '2');
    const { token } = await registered(place, {
      entries: [
        { offeringId: place.written.id, subject: '1' },
        { offeringId: six.id, subject: '2' },
      ],
    });
    await arrange(place);
    const both = Buffer.from(await (await ticket(place, token)).arrayBuffer());
    expect(pageCount(both)).toBe(2);
    await schoolPrints(place, ['1']);
    const one = Buffer.from(await (await ticket(place, token)).arrayBuffer());
    expect(pdfText(one)).not.toContain('英语四级笔试');
    expect(pdfText(one)).toContain('英语六级笔试');
  });
});

describe('an admission ticket is refused', () => {
  it.each([
    ['before its print time', LATER, 'TICKET_NOT_YET'],
    ['without a print time', null, 'TICKET_NOT_YET'],
    ['after its print time', OVER, 'TICKET_PRINT_ENDED'],
  ])('%s', async (_when, window, code) => {
    const place = await mintPlace(window);
    const { token } = await registered(place);
    await arrange(place);
    expect(await refusal(await ticket(place, token))).toEqual({ status: 409, code });
  });

  it('while the subject is not arranged, not paid, or not taken', async () => {
    const place = await mintPlace();
    const paid = await registered(place);
    const unpaid = await registered(place, {
      entries: [{ offeringId: place.written.id, subject: '1', state: 'held' }],
    });
    const codeOf = async (answer: Promise<Response>) => (await refusal(await answer)).code;
    expect(await codeOf(ticket(place, paid.token))).toBe('TICKET_NOT_ARRANGED');
    expect(await codeOf(ticket(place, unpaid.token))).toBe('TICKET_NOT_PAID');
    expect(await codeOf(ticket(place, paid.token, 'oral'))).toBe('TICKET_NO_ENTRY');
  });

  it('when the school prints it', async () => {
    const place = await mintPlace();
    const { token } = await registered(place);
    await arrange(place);
    await schoolPrints(place, ['1']);
    expect(await refusal(await ticket(place, token))).toEqual({ status: 409, code: 'TICKET_SCHOOL_PRINTS' });
  });

  it('without a registration, and without a sign-in', async () => {
    const place = await mintPlace();
    const { id } = await api.mint.passport();
    expect(await refusal(await ticket(place, await api.mint.signIn(id)))).toMatchObject({
      code: 'REGISTRATION_NOT_FOUND',
    });
    expect(await refusal(await ticket(place, undefined))).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });
});

describe('the tickets of a room', () => {
  const path = ({ examSessionId, campus }: Place, subject = '1') =>
    `/api/staff/exam-sessions/${examSessionId}/campuses/${campus.code}/subjects/${subject}/rooms`;
  const signedIn = async (role: StaffRole, scope: string) =>
    api.mint.staffSignIn((await api.mint.staff({ role, scope })).account);
  const print = async (place: Place, staff: string | undefined, room = '001') =>
    api.get(`${path(place)}/${room}/tickets.pdf`, { staff });

  /** Three candidates in rooms of two, whose tickets the school prints. */
  async function fullRooms(tickets: Offsets | null = OPEN) {
    const place = await mintPlace(tickets, 2);
    const people = [
      await registered(place, { photo: true }),
      await registered(place),
      await registered(place),
    ];
    await arrange(place);
    await schoolPrints(place, ['1']);
    return { place, people, admin: await signedIn('schoolAdmin', place.campus.schoolCode) };
  }

  it('are one PDF, a page each by seat, with photos and masked ID numbers, and audited', async () => {
    const { place, people, admin } = await fullRooms();
    const listed = await api.get(path(place), { staff: admin });
    expect(await listed.json()).toEqual({
      refusal: null,
      rooms: [
        { room: '001', seatCount: 2 },
        { room: '002', seatCount: 1 },
      ],
    });
    const response = await print(place, admin);
    expect(response.status).toBe(200);
    const pdf = Buffer.from(await response.arrayBuffer());
    expect(pageCount(pdf)).toBe(2);
    const text = pdfText(pdf);
    const seated = (await seatsOf(place)).filter(({ room }) => room === 1);
    for (const { ticketNumber } of seated) expect(text).toContain(ticketNumber);
    for (const { passport } of people) expect(text).not.toContain(passport.idNumber);
    expect(text).toContain(`${people[0]!.passport.idNumber.slice(0, 4)}**********`);
    const [audited] = await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `${place.examSessionId}/${place.campus.code}/1/001`));
    expect(audited).toMatchObject({ action: 'roomTicketsPrinted' });
  });

  it('are for the admin of the exam school alone', async () => {
    const { place } = await fullRooms();
    const other = await api.mint.campus();
    const { schoolCode, provinceCode } = place.campus;
    const nothing = { status: 404, code: 'NOT_FOUND' };
    expect(await refusal(await print(place, await signedIn('schoolAdmin', other.schoolCode)))).toEqual(
      nothing,
    );
    expect(
      await refusal(await api.get(path(place), { staff: await signedIn('schoolAdmin', other.schoolCode) })),
    ).toEqual(nothing);
    for (const role of ['reviewer', 'provinceAdmin', 'support', 'finance'] as const) {
      const scope = role === 'provinceAdmin' ? provinceCode : schoolCode;
      expect(await refusal(await print(place, await signedIn(role, scope)))).toMatchObject({
        code: 'STAFF_ONLY',
      });
    }
    expect(await refusal(await print(place, undefined))).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('are refused where candidates print them, and outside the print time', async () => {
    const { place, admin } = await fullRooms();
    await schoolPrints(place, ['2']);
    const refused = { status: 409, code: 'TICKET_CANDIDATES_PRINT' };
    expect(await refusal(await print(place, admin))).toEqual(refused);
    expect(await (await api.get(path(place), { staff: admin })).json()).toMatchObject({
      refusal: refused.code,
    });
    for (const [window, code] of [
      [LATER, 'TICKET_NOT_YET'],
      [OVER, 'TICKET_PRINT_ENDED'],
    ] as const) {
      const early = await fullRooms(window);
      expect(await refusal(await print(early.place, early.admin))).toMatchObject({ code });
    }
  });

  it('are nothing for a room that is not there, and an unknown subject, campus or exam session', async () => {
    const { place, admin } = await fullRooms();
    const nothing = { status: 404, code: 'NOT_FOUND' };
    expect(await refusal(await print(place, admin, '009'))).toEqual(nothing);
    expect(await refusal(await api.get(path(place, 'Z'), { staff: admin }))).toEqual(nothing);
    expect(
      await refusal(
        await api.get(path({ ...place, campus: { ...place.campus, code: '000000' } }), { staff: admin }),
      ),
    ).toEqual(nothing);
    expect(await refusal(await print({ ...place, examSessionId: '1999-1' }, admin))).toMatchObject({
      code: 'EXAM_SESSION_UNKNOWN',
    });
  });
});

describe('quick print', () => {
  const print = async (
    { examSessionId }: Place,
    { name, idType, idNumber }: { name: string; idType: string; idNumber: string },
    given: Record<string, unknown> = {},
  ) =>
    api.post('/api/quick-print', {
      examSessionId,
      name,
      idType,
      idNumber,
      mode: 'written',
      captcha: await api.captcha(),
      ...given,
    });

  it('prints the same ticket without signing in', async () => {
    const place = await mintPlace();
    const { passport } = await registered(place);
    await arrange(place);
    const response = await print(place, passport);
    expect(response.status).toBe(200);
    expect(pdfText(Buffer.from(await response.arrayBuffer()))).toContain(passport.name);
  });

  it('answers alike whether nobody matches, it is switched off, or nothing is paid', async () => {
    const place = await mintPlace();
    const off = await registered(place, { quickPrint: false });
    const on = await registered(place);
    const unpaid = await registered(place, {
      entries: [{ offeringId: place.written.id, subject: '1', state: 'held' }],
    });
    await arrange(place);
    const nobody = { status: 404, code: 'QUICK_PRINT_NOT_FOUND' };
    expect(await refusal(await print(place, api.mint.person()))).toEqual(nobody);
    expect(await refusal(await print(place, off.passport))).toEqual(nobody);
    expect(await refusal(await print(place, unpaid.passport))).toEqual(nobody);
    expect(await refusal(await print(place, { ...on.passport, name: '另一人' }))).toEqual(nobody);
    expect(await refusal(await print(place, on.passport, { mode: 'oral' }))).toEqual(nobody);
  });

  it('tells nobody outside the print time who is registered', async () => {
    const place = await mintPlace(LATER);
    const { passport } = await registered(place);
    const early = { status: 409, code: 'TICKET_NOT_YET' };
    expect(await refusal(await print(place, passport))).toEqual(early);
    expect(await refusal(await print(place, api.mint.person()))).toEqual(early);
  });

  it('says when the ticket is not arranged yet, or printed by the school', async () => {
    const place = await mintPlace();
    const { passport } = await registered(place);
    expect(await refusal(await print(place, passport))).toMatchObject({ code: 'TICKET_NOT_ARRANGED' });
    await arrange(place);
    await schoolPrints(place, ['1']);
    expect(await refusal(await print(place, passport))).toMatchObject({ code: 'TICKET_SCHOOL_PRINTS' });
  });

  it('takes a captcha, a known exam session, and ten tries an hour for one ID number', async () => {
    const place = await mintPlace();
    const person = api.mint.person();
    expect(await refusal(await print(place, person, { captcha: 'x' }))).toMatchObject({
      code: 'CAPTCHA_WRONG',
    });
    expect(await refusal(await print(place, api.mint.person(), { examSessionId: '2001-1' }))).toMatchObject({
      code: 'EXAM_SESSION_UNKNOWN',
    });
    for (let tries = 0; tries < 10; tries += 1) await print(place, person);
    expect(await refusal(await print(place, person))).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });
});
