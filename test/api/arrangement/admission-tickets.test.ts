import { parse } from 'content-disposition';
import { eq, gt, like, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { arrangeSession } from '../../../activities/arrangement/arrange-session.ts';
import {
  arrangements,
  attempts,
  auditLog,
  candidates,
  registrations,
  roomSeats,
  schools,
  securityEvents,
} from '../../../db/schema/index.ts';
import { idNumberIndex, nameIndex } from '../../../db/person/personal-index.ts';
import { typedAccount } from '../../../domain/security.ts';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import { ERRORS } from '../../../api/http/errors.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import type { Offsets } from '../../support/factories.ts';
import { mintPaidRegistration, type PaidEntryGiven } from '../../support/paid-registration.ts';
import { pageCount, pdfText } from '../../support/pdf-text.ts';
import { onDatabase } from '../../support/sql.ts';
import { createTestApi, ORIGIN, refusal } from '../test-api.ts';

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
  return {
    passport,
    candidate,
    entry: entry!,
    token: await api.mint.signIn(passport.id, campus.provinceCode),
  };
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

  it('gives who takes both oral tests two sittings, also in two runs at the same time', async () => {
    const place = await mintPlace();
    const day = {
      examStartsAt: api.clock.now() + 5 * DAY_MS,
      examEndsAt: api.clock.now() + 5 * DAY_MS + 8 * HOUR_MS,
    };
    const other = await api.mint.offering(place.examSessionId, place.campus.code, 'S');
    for (const { id } of [place.oral, other])
      await onDatabase(
        api.ownerUrl,
        (owner) => owner`update offerings set exam_starts_at = ${new Date(day.examStartsAt)},
        exam_ends_at = ${new Date(day.examEndsAt)} where id = ${id}`,
      );
    const entries: PaidEntryGiven[] = [
      { offeringId: place.oral.id, subject: 'F' },
      { offeringId: other.id, subject: 'S' },
    ];
    const people = [await registered(place, { entries }), await registered(place, { entries })];
    await Promise.all([arrange(place, 'F'), arrange(place, 'S')]);
    for (const { candidate } of people) {
      const rooms = await api.db
        .select({ room: roomSeats.room })
        .from(roomSeats)
        .where(eq(roomSeats.registrationId, candidate.id));
      expect(new Set(rooms.map(({ room }) => room)).size).toBe(2);
    }
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

  it('is saved under its name, the person’s and the kind of test, and names the site it comes from', async () => {
    const place = await mintPlace();
    const { token } = await registered(place, { name: '阿依古丽·买买提' });
    await arrange(place);
    const response = await ticket(place, token);
    const { type, parameters } = parse(response.headers.get('content-disposition')!);
    expect({ type, ...parameters }).toEqual({
      type: 'attachment',
      filename: '准考证-阿依古丽·买买提-笔试.pdf',
      'filename*': `UTF-8''${encodeURIComponent('准考证-阿依古丽·买买提-笔试.pdf')}`,
    });
    expect(response.headers.get('content-disposition')).toContain(
      `filename=admission-ticket-${place.examSessionId}-written.pdf;`,
    );
    expect(pdfText(Buffer.from(await response.arrayBuffer()))).toContain(ORIGIN);
  });

  it('that cannot be had is a page to read for whoever opens its address', async () => {
    const place = await mintPlace(OVER);
    const { token } = await registered(place);
    const opened = await api.get(`/api/admission-tickets/written?examSession=${place.examSessionId}`, {
      candidate: token,
      headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect(opened.status).toBe(409);
    expect(opened.headers.get('content-type')).toContain('text/html');
    expect(await opened.text()).toContain(ERRORS.TICKET_PRINT_ENDED.zh);
  });

  it('behind a link on the page of somebody else is a page that says so', async () => {
    const place = await mintPlace();
    const { token } = await registered(place);
    const { examSessionId } = place;
    const { passportId } = (await (await api.get('/api/me', { candidate: token })).json()) as {
      passportId: string;
    };
    const follow = (owner: string) =>
      api.get(`/api/admission-tickets/written?examSession=${examSessionId}&for=${owner}`, {
        candidate: token,
        page: 'none',
        headers: { Accept: 'text/html' },
      });
    const opened = await follow(`passport/${(await api.mint.passport()).id}`);
    expect(opened.status).toBe(409);
    expect(await opened.text()).toContain(ERRORS.ACTING_FOR_ANOTHER.zh);
    expect(await (await follow(`passport/${passportId}`)).text()).not.toContain(ERRORS.ACTING_FOR_ANOTHER.zh);
  });

  it('at a wrong address is a page about the address, not about fields', async () => {
    const { token } = await registered(await mintPlace());
    const opened = await api.get('/api/admission-tickets/foo', {
      candidate: token,
      headers: { Accept: 'text/html' },
    });
    expect(opened.status).toBe(400);
    const page = await opened.text();
    expect(page).toContain('网址有误');
    expect(page).not.toContain(ERRORS.INVALID_INPUT.zh);
  });

  it('opened by nobody who is signed in is a page that leads to the sign-in, and from there back', async () => {
    const path = `/api/admission-tickets/written?examSession=${(await mintPlace()).examSessionId}`;
    const opened = await api.get(path, { headers: { Accept: 'text/html' } });
    expect(opened.status).toBe(401);
    expect(await opened.text()).toContain(`href="/sign-in?next=${encodeURIComponent(path)}"`);
  });

  it('takes the other subject along when the school prints only one, and says where that one is', async () => {
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
    expect(pageCount(one)).toBe(1);
    expect(pdfText(one)).toContain('英语六级笔试');
    expect(pdfText(one)).toContain('您还报考了英语四级笔试，其准考证由考试学校统一打印');
    expect(pdfText(both)).not.toContain('您还报考了');
    const shown = await api.get(`/api/registration?examSession=${place.examSessionId}`, { candidate: token });
    const { entries } = (await shown.json()) as { entries: { subject: { code: string }; ticket: unknown }[] };
    expect(
      Object.fromEntries(entries.map(({ subject, ticket: printed }) => [subject.code, printed])),
    ).toEqual({
      '1': { printedBy: 'school', refusal: 'TICKET_SCHOOL_PRINTS' },
      '2': { printedBy: 'candidate', refusal: null },
    });
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

  it('without an accepted photo, where the exam session asks for one, by the school as well', async () => {
    const place = await mintPlace();
    const { token, candidate } = await registered(place, { photo: true });
    await arrange(place);
    expect((await ticket(place, token)).status).toBe(200);
    await onDatabase(
      api.ownerUrl,
      (owner) =>
        owner`update exam_sessions set settings = settings || '{"ticketNeedsPhoto": true}' where id = ${place.examSessionId}`,
    );
    expect(await refusal(await ticket(place, token))).toEqual({ status: 409, code: 'TICKET_PHOTO' });
    await api.db.update(candidates).set({ photoState: 'accepted' }).where(eq(candidates.id, candidate.id));
    expect((await ticket(place, token)).status).toBe(200);
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
  const find = async (
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

  /** Prints as the page does: asks, then opens the link. A refusal of either is the answer. */
  async function print(...asked: Parameters<typeof find>): Promise<Response> {
    const response = await find(...asked);
    if (!response.ok) return response;
    const { link } = (await response.json()) as { link: { token: string } };
    return open(link.token);
  }

  const open = (token: string) => api.get(`/api/quick-print/${token}`);

  it('prints the same ticket without signing in', async () => {
    const place = await mintPlace();
    const { passport } = await registered(place);
    await arrange(place);
    const response = await print(place, passport);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent(passport.name));
    expect(pdfText(Buffer.from(await response.arrayBuffer()))).toContain(passport.name);
  });

  it('gives a link that says nothing of the person, for ten minutes, for these tickets alone', async () => {
    const place = await mintPlace();
    const { passport } = await registered(place);
    await arrange(place);
    const found = (await (await find(place, passport)).json()) as {
      link: { token: string; expiresAt: string };
    };
    const { token, expiresAt } = found.link;
    for (const personal of [passport.name, passport.idNumber, passport.id])
      expect(token).not.toContain(personal);
    expect(Date.parse(expiresAt)).toBe(api.clock.now() + 10 * MINUTE_MS);
    expect((await open(token)).status).toBe(200);
    for (const appended of ['.', '。', ')', '> ', ' 打印'])
      expect((await open(`${token}${encodeURIComponent(appended)}`)).status).toBe(200);
    const invalid = { status: 404, code: 'QUICK_PRINT_LINK_INVALID' };
    const over = { status: 410, code: 'QUICK_PRINT_LINK_OVER' };
    const [id, , until, proof] = token.split('.');
    const later = (api.clock.now() + DAY_MS).toString(36);
    for (const altered of [
      'x',
      token.slice(0, -5),
      `${token}x`,
      `${id}.oral.${until}.${proof}`,
      `${id}.written.${later}.${proof}`,
      `${id}.written.${until}.${'A'.repeat(43)}`,
    ])
      expect(await refusal(await open(altered))).toEqual(invalid);
    const ofPassport = eq(registrations.passportId, passport.id);
    await api.db
      .update(registrations)
      .set({ state: sql`${registrations.state} || '{"quickPrint": false}'` })
      .where(ofPassport);
    expect(await refusal(await open(token))).toMatchObject({ code: 'QUICK_PRINT_NOT_FOUND' });
    api.clock.advance(10 * MINUTE_MS);
    expect(await refusal(await open(token))).toEqual(over);
  });

  it('prints it under the name of the ticket and under the one that the roll has got since', async () => {
    const place = await mintPlace();
    const { passport, candidate } = await registered(place);
    await arrange(place);
    const corrected = { nameIndex: nameIndex(api.vault, '更正后'), idNumberIndex: 'another number' };
    await api.db.update(candidates).set(corrected).where(eq(candidates.id, candidate.id));
    for (const name of [passport.name, '更正后'])
      expect((await print(place, { ...passport, name })).status).toBe(200);
    expect(await refusal(await print(place, { ...passport, name: '另一人' }))).toMatchObject({
      code: 'QUICK_PRINT_NOT_FOUND',
    });
  });

  it('is audited, and counts nothing when it succeeds', async () => {
    const place = await mintPlace();
    const { passport, entry } = await registered(place);
    await arrange(place);
    await api.db.delete(attempts);
    for (const _ of [1, 2]) expect((await print(place, passport)).status).toBe(200);
    expect(await api.db.select().from(attempts).where(gt(attempts.points, 0))).toEqual([]);
    const [record] = await api.db
      .select()
      .from(registrations)
      .where(eq(registrations.passportId, passport.id));
    expect(record!.state.entries[0]!.id).toBe(entry.id);
    const target = `registration/${record!.id}`;
    const rows = await api.db.select().from(auditLog).where(eq(auditLog.target, target));
    const printed = {
      actor: 'visitor',
      action: 'ticketQuickPrinted',
      details: { examSessionId: place.examSessionId, mode: 'written' },
    };
    expect(rows).toMatchObject([printed, printed]);
  });

  it('is locked by guesses for the network they come from; whoever is asked for signs in to print', async () => {
    const place = await mintPlace();
    const { passport, token } = await registered(place);
    await arrange(place);
    const guess = async (peer: string) =>
      refusal(
        await api.post(
          '/api/quick-print',
          {
            examSessionId: place.examSessionId,
            name: '别人',
            idType: passport.idType,
            idNumber: passport.idNumber,
            mode: 'written',
            captcha: await api.captcha(),
          },
          { peer },
        ),
      );
    for (let tries = 0; tries < 10; tries += 1) await guess('203.0.113.77');
    await api.securityLog.flush();
    const [trace] = await api.db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.address, '203.0.113.77'));
    expect(trace).toMatchObject({
      event: 'proofWrong',
      account: typedAccount(idNumberIndex(api.vault, passport.idType, passport.idNumber)),
      reason: 'QUICK_PRINT_NOT_FOUND',
      count: 10,
    });
    const locked = { status: 429, code: 'QUICK_PRINT_LOCKED' };
    expect(await guess('203.0.113.77')).toEqual(locked);
    expect((await print(place, passport)).status).toBe(200);
    await api.db.update(attempts).set({ points: 60 }).where(like(attempts.key, 'quickPrintPerson:%'));
    expect(await refusal(await print(place, passport))).toEqual(locked);
    expect((await ticket(place, token)).status).toBe(200);
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

  it('names all that was asked for, and payment, as what to check where it finds nothing', async () => {
    const response = await find(await mintPlace(), api.mint.person());
    const { messages } = (await response.json()) as { messages: Record<'zh' | 'en', string> };
    for (const word of ['考次', '考试类别（笔试、口试）', '姓名', '证件类型', '证件号码', '支付成功'])
      expect(messages.zh).toContain(word);
    for (const word of ['exam session', 'written or oral', 'name', 'ID type', 'ID number', 'paid'])
      expect(messages.en).toContain(word);
  });

  it('tells nobody outside the print time who is registered', async () => {
    const place = await mintPlace(LATER);
    const { passport } = await registered(place);
    const early = { status: 409, code: 'TICKET_NOT_YET' };
    expect(await refusal(await print(place, passport))).toEqual(early);
    expect(await refusal(await print(place, api.mint.person()))).toEqual(early);
  });

  it('says of each subject who prints it and why not now; one without a link names none', async () => {
    const place = await mintPlace();
    const six = await api.mint.offering(place.examSessionId, place.campus.code, '2');
    const { passport } = await registered(place, {
      entries: [
        { offeringId: place.written.id, subject: '1' },
        { offeringId: six.id, subject: '2' },
      ],
    });
    const found = async () => {
      const { tickets, link } = (await (await find(place, passport)).json()) as {
        tickets: { subject: { code: string }; printedBy: string; refusal: string | null }[];
        link: object | null;
      };
      const rows = tickets.map(
        ({ subject, printedBy, refusal: why }) => `${subject.code} ${printedBy} ${why}`,
      );
      return { rows: rows.toSorted(), linked: link !== null };
    };
    await schoolPrints(place, ['2']);
    const school = '2 school TICKET_SCHOOL_PRINTS';
    expect(await found()).toEqual({ rows: ['1 candidate TICKET_NOT_ARRANGED', school], linked: false });
    await arrange(place);
    expect(await found()).toEqual({ rows: ['1 candidate null', school], linked: true });
    await schoolPrints(place, ['1', '2']);
    expect(await found()).toEqual({ rows: ['1 school TICKET_SCHOOL_PRINTS', school], linked: false });
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
    expect(await refusal(await print(place, person))).toEqual({ status: 429, code: 'QUICK_PRINT_LOCKED' });
  });
});
