import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  auditLog,
  candidates,
  lateEntries,
  lateLists,
  offerings,
  outbox,
  registrations,
} from '../../../db/schema/index.ts';
import type { WaitlistEntry } from '../../../domain/seats/waitlist.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { eventually } from '../../support/records.ts';
import { mintUnpaidRegistration } from '../../support/unpaid-registration.ts';
import { waitingForLocks } from '../../support/waiting-for-locks.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const PAST = { opensIn: -DAY_MS, closesIn: -HOUR_MS };
const OPEN = { opensIn: -DAY_MS, closesIn: DAY_MS };
const WINDOWS = { rollCheck: PAST, registration: PAST, management: PAST };

interface LateList {
  id: string;
  version: number;
  people: number;
  madeBy: string;
  endedAt: string | null;
}

interface Rows {
  rows: {
    row: number;
    outcome: string;
    character: string | null;
    candidateId: string | null;
    name: string | null;
  }[];
}

/** Mints an exam session whose windows are over, with a province that has schools. */
async function mintProvince(windows: object = WINDOWS) {
  const { id: examSessionId } = await api.mint.examSession({ windows });
  const campus = await api.mint.campus();
  await api.mint.offering(examSessionId, campus.code, '1');
  const { account } = await api.mint.staff({ role: 'provinceAdmin', scope: campus.provinceCode });
  const staff = await api.mint.staffSignIn(account);
  const at = (inMs: number) => isoInstant(api.clock.now() + inMs);
  const window = { opensAt: at(0), closesAt: at(DAY_MS), payUntil: at(2 * DAY_MS) };
  const post = (path: string, body: object, key: string = randomUUID()) =>
    api.post(`/api/staff/late-lists${path}`, body, { staff, headers: { 'Idempotency-Key': key } });
  const make = (body: object = {}, key?: string) =>
    post(`?examSession=${examSessionId}`, { title: '第一批', ...window, ...body }, key);
  const made = async (body: object = {}) => (await (await make(body)).json()) as LateList;
  const add = async (list: LateList, body: object) =>
    ((await (await post(`/${list.id}/people`, body)).json()) as Rows).rows;
  const get = (path: string) => api.get(`/api/staff/late-lists${path}`, { staff });
  const remove = ({ id, version }: Pick<LateList, 'id' | 'version'>) =>
    api.call('DELETE', `/api/staff/late-lists/${id}?version=${version}`, { staff });
  const mint = async () => {
    const passport = await api.mint.passport();
    return {
      passport,
      ...(await api.mint.candidate({ examSessionId, campus, person: passport })),
    };
  };
  return { examSessionId, campus, staff, window, at, post, make, made, add, get, remove, mint };
}

describe('a list of late registration', () => {
  it('is made once, however often it is sent', async () => {
    const { make, get, examSessionId, at } = await mintProvince();
    const key = randomUUID();
    const sent = await Promise.all([make({}, key), make({}, key)]);
    const [made] = await Promise.all(
      [...sent.filter(({ ok }) => ok), await make({}, key)].map(
        async (one) => (await one.json()) as LateList & { state: string },
      ),
    );
    const { lists } = (await (await get(`?examSession=${examSessionId}`)).json()) as { lists: LateList[] };
    expect(lists.map(({ id }) => id)).toEqual([made!.id]);
    expect(made!.state).toBe('live');
    expect(await refusal(await make({ payUntil: at(3 * DAY_MS) }, key))).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('is in the audit log with all that it was made with', async () => {
    const { made, window, campus } = await mintProvince();
    const { id } = await made({ title: '留学归来' });
    const [entry] = await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `late-list/${id}`));
    expect(entry).toMatchObject({
      action: 'lateListMade',
      details: { ...window, title: '留学归来', scope: campus.provinceCode },
    });
  });

  it('is removed while nobody has ever been on it, as it was seen', async () => {
    const { made, add, post, get, remove, mint } = await mintProvince();
    const list = await made({ title: '误建' });
    expect(await refusal(await remove({ ...list, version: list.version + 1 }))).toEqual({
      status: 409,
      code: 'LATE_LIST_CHANGED',
    });
    expect((await remove(list)).status).toBe(200);
    expect(await refusal(await get(`/${list.id}`))).toMatchObject({ status: 404 });
    const entries = await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, `late-list/${list.id}`));
    expect(entries.at(-1)).toMatchObject({ action: 'lateListDeleted', details: { title: '误建' } });

    const used = await made();
    const person = await mint();
    await add(used, { candidates: [person.id] });
    expect((await post(`/${used.id}/people/${person.id}/end`, { seenUnpaid: 0 })).status).toBe(200);
    expect(await refusal(await remove(used))).toEqual({ status: 409, code: 'LATE_LIST_USED' });
    expect((await get(`/${used.id}`)).status).toBe(200);
  });

  it('takes people of the province, row by row, and nobody else', async () => {
    const province = await mintProvince();
    const { made, add, mint, examSessionId, get } = province;
    const list = await made();
    const one = await mint();
    const two = await mint();
    const elsewhere = await api.mint.passport();
    const campus = await api.mint.campus();
    const foreign = await api.mint.candidate({ examSessionId, campus, person: elsewhere });
    const rows = await add(list, {
      lines: [one.passport.idNumber, '不能识别 的 一行', elsewhere.idNumber, one.passport.idNumber],
      candidates: [two.id, foreign.id],
    });
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      'done',
      'LINE_UNREADABLE',
      'NOT_ON_ROLL',
      'unchanged',
      'done',
      'NOT_ON_ROLL',
    ]);
    expect(JSON.stringify(rows)).not.toContain(one.passport.name);
    const other = await made();
    expect((await add(other, { candidates: [one.id] }))[0]?.outcome).toBe('ON_ANOTHER_LIST');
    const { people } = (await (await get(`/${list.id}/people`)).json()) as { people: object[] };
    expect(people).toHaveLength(2);
    const lists = (await (await get(`?examSession=${examSessionId}`)).json()) as { lists: LateList[] };
    expect(lists.lists.map(({ id, people: count }) => [id, count])).toEqual(
      expect.arrayContaining([
        [list.id, 2],
        [other.id, 0],
      ]),
    );
  });

  it('answers a line that nobody can read, or that is too long, by itself, beside those that are taken', async () => {
    const { made, add, mint } = await mintProvince();
    const [one, two, three] = [await mint(), await mint(), await mint()];
    const lines = [
      one.passport.idNumber,
      'E300\uE0000003',
      two.passport.idNumber,
      '7'.repeat(101),
      'x'.repeat(1_000),
      three.passport.idNumber.replace(/^(.{6})(.{8})/, '$1 $2 '),
      '\uD800',
      'x\0y',
    ];
    const rows = await add(await made(), { lines });
    expect(rows.map(({ row, outcome, character }) => [row, outcome, character])).toEqual([
      [1, 'done', null],
      [2, 'LINE_UNREADABLE', 'U+E000'],
      [3, 'done', null],
      [4, 'LINE_TOO_LONG', null],
      [5, 'LINE_TOO_LONG', null],
      [6, 'done', null],
      [7, 'LINE_UNREADABLE', 'U+D800'],
      [8, 'NOT_ON_ROLL', null],
    ]);
  });

  it('offers the roll of a school of the province to be picked from, without who is on a list', async () => {
    const { made, add, mint, campus, get } = await mintProvince();
    const list = await made();
    const one = await mint();
    const two = await mint();
    const roll = async (query: string) =>
      (await (await get(`/${list.id}/roll?${query}`)).json()) as { people: { candidateId: string }[] };
    const ids = async (query = `school=${campus.schoolCode}`) =>
      (await roll(query)).people.map(({ candidateId }) => candidateId);
    expect((await ids()).toSorted()).toEqual([one.id, two.id].toSorted());
    await add(list, { candidates: [one.id] });
    expect(await ids()).toEqual([two.id]);
    const ofClass = (name: string) =>
      ids(String(new URLSearchParams({ school: campus.schoolCode, class: name })));
    expect(await ofClass('没有的班')).toEqual([]);
    await api.db.update(candidates).set({ className: '软件2401班' }).where(eq(candidates.id, two.id));
    expect(await ofClass('软件 ２４０１ 班')).toEqual([two.id]);
    const other = await mintProvince();
    await other.mint();
    expect(await ids(`school=${other.campus.schoolCode}`)).toEqual([]);
  });

  it('leaves out whom another list takes at the same moment', async () => {
    const { made, add, mint } = await mintProvince();
    const [list, other] = [await made(), await made()];
    const one = await mint();
    const { madeBy: addedBy } = other;
    const { adding } = await api.db.transaction(async (tx) => {
      await tx
        .insert(lateEntries)
        .values({ listId: other.id, candidateId: one.id, addedBy, addedAt: api.clock.now() });
      const begun = add(list, { candidates: [one.id] });
      await eventually(() => waitingForLocks(api.db)).toBeGreaterThan(0);
      return { adding: begun };
    });
    expect((await adding)[0]?.outcome).toBe('ON_ANOTHER_LIST');
  });

  it('takes each person once, though two add the same people at the same moment, in another order', async () => {
    const { made, add, mint } = await mintProvince();
    const people = [];
    for (let count = 0; count < 6; count += 1) {
      const one = await mint();
      await api.mint.registration(one, one.passport.id);
      people.push(one.id);
    }
    const [list, other] = [await made(), await made()];
    const rows = await Promise.all([
      add(list, { candidates: people }),
      add(other, { candidates: people.toReversed() }),
    ]);
    const outcomes = rows.map((answered) => [...new Set(answered.map(({ outcome }) => outcome))]);
    expect(outcomes.toSorted()).toEqual([['ON_ANOTHER_LIST'], ['done']]);
  });

  it('leaves out who waits in a queue', async () => {
    const { made, add, mint } = await mintProvince();
    const list = await made();
    const one = await mint();
    await api.mint.registration(one, one.passport.id);
    const [record] = await api.db.select().from(registrations).where(eq(registrations.id, one.id));
    const state = { ...record!.state, waitlist: [{ id: 'w' } as WaitlistEntry] };
    await api.db.update(registrations).set({ state }).where(eq(registrations.id, one.id));
    expect((await add(list, { candidates: [one.id] }))[0]?.outcome).toBe('WAITING');
  });

  it('leaves out whose campus is open to everybody: the list would shut them out until it opens, and after it', async () => {
    const { made, add, mint } = await mintProvince({ ...WINDOWS, registration: OPEN, management: OPEN });
    const { id } = await mint();
    expect((await add(await made(), { candidates: [id] }))[0]?.outcome).toBe('REGISTRATION_NOT_OVER');
  });

  it('leaves out who can pay for longer than it allows: nobody loses time by being listed', async () => {
    const { made, add, mint, examSessionId, campus, at } = await mintProvince();
    const offering = await api.mint.offering(examSessionId, campus.code, '2');
    const held = async (takenAt: number) => {
      const { passport, ...one } = await mint();
      const of = { ...one, passportId: passport.id };
      await mintUnpaidRegistration(api, of, { offeringId: offering.id, subject: '2', at: takenAt });
      return one.id;
    };
    const list = await made();
    const [shorter, longer] = [await held(api.clock.now()), await held(api.clock.now() + 2 * DAY_MS)];
    const rows = await add(list, { candidates: [shorter, longer] });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['done', 'PAYS_LONGER']);
    const later = await made({ payUntil: at(4 * DAY_MS) });
    expect((await add(later, { candidates: [longer] }))[0]?.outcome).toBe('done');
  });

  it('is over before the first exam of the province', async () => {
    const { make, examSessionId, campus, at } = await mintProvince();
    const { id } = await api.mint.offering(examSessionId, campus.code, '2');
    const exam = { examStartsAt: api.clock.now() + 3 * DAY_MS, examEndsAt: api.clock.now() + 3.1 * DAY_MS };
    await api.db.update(offerings).set(exam).where(eq(offerings.id, id));
    expect(await refusal(await make({ payUntil: at(3 * DAY_MS) }))).toEqual({
      status: 422,
      code: 'LATE_WINDOW_WRONG',
    });
    expect((await make()).status).toBe(200);
  });

  it('opens eligibility for those on it, with its window, and no re-check; ended, it opens nothing', async () => {
    const { made, add, mint, examSessionId, campus, window, post } = await mintProvince();
    const list = await made();
    const one = await mint();
    await api.mint.acceptance(one.passport.id, examSessionId, await api.mint.agreements());
    const candidate = await api.mint.signIn(one.passport.id, campus.provinceCode);
    const look = () => api.get(`/api/eligibility?examSession=${examSessionId}`, { candidate });
    const extra = async () =>
      (await (
        await api.get(`/api/late-registration?examSession=${examSessionId}`, { candidate })
      ).json()) as object;
    expect(await refusal(await look())).toEqual({ status: 409, code: 'ROLL_CHECK_NOT_OPEN' });
    expect(await extra()).toEqual({ window: null });
    await add(list, { candidates: [one.id] });
    const { matches } = (await (await look()).json()) as { matches: object[] };
    expect(matches).toMatchObject([
      { refusal: null, registrationWindow: { opensAt: window.opensAt, closesAt: window.closesAt } },
    ]);
    expect(await extra()).toEqual({ window });
    const { account } = await api.mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
    const school = { staff: await api.mint.staffSignIn(account) };
    const dossier = await api.get(`/api/staff/candidates/${one.id}/dossier`, school);
    expect(await dossier.json()).toMatchObject({ extraWindow: window });
    const offer = await api.get(`/api/review?examSession=${examSessionId}`, { candidate });
    expect(await offer.text()).toContain('LATE_NO_REVIEW');
    const ended = await post(`/${list.id}/end`, { version: list.version, seenUnpaid: 0 });
    expect(((await ended.json()) as LateList).endedAt).not.toBe(null);
    expect(await refusal(await look())).toEqual({ status: 409, code: 'ROLL_CHECK_NOT_OPEN' });
    const closed = await post(`/${list.id}/people`, { candidates: [one.id] });
    expect(await refusal(closed)).toEqual({ status: 409, code: 'LATE_LIST_ENDED' });
  });

  it('is refused with times that make no sense, and changed only as it was seen, inside its province', async () => {
    const { make, made, at, post, staff } = await mintProvince();
    for (const wrong of [{ closesAt: at(-1) }, { payUntil: at(HOUR_MS) }, { opensAt: at(2 * DAY_MS) }])
      expect(await refusal(await make(wrong))).toEqual({ status: 422, code: 'LATE_WINDOW_WRONG' });
    const list = await made();
    const end = (body: object) => post(`/${list.id}/end`, { version: 1, seenUnpaid: 0, ...body });
    expect(await refusal(await end({ version: 7 }))).toEqual({ status: 409, code: 'LATE_LIST_CHANGED' });
    expect(await refusal(await end({ seenUnpaid: 3 }))).toEqual({ status: 409, code: 'COUNT_CHANGED' });
    const other = await mintProvince();
    expect(await refusal(await other.get(`/${list.id}`))).toEqual({ status: 404, code: 'NOT_FOUND' });
    const reach = { closesAt: at(DAY_MS), payUntil: at(DAY_MS), version: 1, seenUnpaid: 0 };
    const moved = await api.call('PUT', `/api/staff/late-lists/${list.id}`, { body: reach, staff });
    expect(await moved.json()).toMatchObject({ version: 2, payUntil: at(DAY_MS) });
    expect(await refusal(await end({ version: 1 }))).toEqual({ status: 409, code: 'LATE_LIST_CHANGED' });
  });

  it('lets one person go, once whoever does it saw whether they hold an unpaid seat, and takes them again', async () => {
    const { made, add, mint, examSessionId, campus, post, get, at } = await mintProvince();
    const offering = await api.mint.offering(examSessionId, campus.code, '2');
    const { passport, ...one } = await mint();
    const of = { ...one, passportId: passport.id };
    await mintUnpaidRegistration(api, of, { offeringId: offering.id, subject: '2', at: api.clock.now() });
    const other = await mint();
    const list = await made();
    await add(list, { candidates: [one.id, other.id] });
    const leave = (id: string, seenUnpaid: number, from = list) =>
      post(`/${from.id}/people/${id}/end`, { seenUnpaid });
    expect(await refusal(await leave(one.id, 0))).toEqual({ status: 409, code: 'COUNT_CHANGED' });
    const outside = await mintProvince();
    const foreign = await outside.post(`/${list.id}/people/${one.id}/end`, { seenUnpaid: 1 });
    expect(await refusal(foreign)).toEqual({ status: 404, code: 'NOT_FOUND' });
    const told = () =>
      api.db
        .select()
        .from(outbox)
        .where(eq(outbox.subject, `registration/${one.id}`));
    const before = (await told()).length;
    expect(await (await leave(one.id, 1)).json()).toMatchObject({ people: 1, unpaid: 0 });
    expect((await told()).slice(before).map(({ message }) => message)).toEqual([
      { kind: 'endsMoved', registrationId: one.id },
    ]);
    expect(await refusal(await leave(one.id, 1))).toEqual({ status: 404, code: 'NOT_FOUND' });
    const { people } = (await (await get(`/${list.id}/people`)).json()) as { people: object[] };
    expect(people).toMatchObject([{ candidateId: other.id }]);
    api.clock.advance(1);
    expect((await add(list, { candidates: [one.id] }))[0]?.outcome).toBe('done');
    expect(await told()).toHaveLength(before + 2);
    const next = await made({ payUntil: at(3 * DAY_MS) });
    await leave(one.id, 1);
    expect((await add(next, { candidates: [one.id] }))[0]?.outcome).toBe('done');
    expect(await (await get(`/${list.id}`)).json()).toMatchObject({ people: 1, unpaid: 0 });
    await post(`/${list.id}/end`, { version: 1, seenUnpaid: 0 });
    expect(await refusal(await leave(other.id, 0))).toEqual({ status: 409, code: 'LATE_LIST_ENDED' });
    expect(await (await get(`/${list.id}`)).json()).toMatchObject({ people: 1 });
  });

  it('is followed by another one once its window is over', async () => {
    const { made, add, mint, get, campus, at } = await mintProvince();
    const [first, second] = [await made({ opensAt: at(-2 * HOUR_MS) }), await made()];
    const one = await mint();
    await add(first, { candidates: [one.id] });
    expect((await add(second, { candidates: [one.id] }))[0]?.outcome).toBe('ON_ANOTHER_LIST');
    const over = { closesAt: api.clock.now() - HOUR_MS };
    await api.db.update(lateLists).set(over).where(eq(lateLists.id, first.id));
    const roll = async () =>
      ((await (await get(`/${second.id}/roll?school=${campus.schoolCode}`)).json()) as { people: object[] })
        .people;
    expect(await roll()).toMatchObject([{ candidateId: one.id }]);
    expect((await add(second, { candidates: [one.id] }))[0]?.outcome).toBe('done');
    expect(await roll()).toEqual([]);
    expect(await (await get(`/${first.id}`)).json()).toMatchObject({ people: 0 });
    expect(await (await get(`/${second.id}`)).json()).toMatchObject({ people: 1 });
  });

  it('by SQL as the application, is for the rolls of its province alone', async () => {
    const { made, examSessionId } = await mintProvince();
    const { id: listId } = await made();
    const campus = await api.mint.campus();
    const person = await api.mint.passport();
    const { id: candidateId } = await api.mint.candidate({ examSessionId, campus, person });
    const { account } = await api.mint.staff();
    const insert = api.db
      .insert(lateEntries)
      .values({ listId, candidateId, addedBy: account, addedAt: api.clock.now() });
    await expect(insert).rejects.toMatchObject({
      cause: { message: 'a list of late registration is for the rolls of its province' },
    });
  });
});
