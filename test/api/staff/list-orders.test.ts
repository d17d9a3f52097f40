import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { candidates, examSessions, exports, lateLists } from '../../../db/schema/index.ts';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { mintUnpaidRegistration } from '../../support/unpaid-registration.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const { mint, db, clock } = api;

async function signIn(role: StaffRole, scope: string) {
  const { account } = await mint.staff({ role, scope });
  const staff = await mint.staffSignIn(account);
  /** Reads a list page after page, as what `idOf` makes of its rows. */
  const read = async <Row>(path: string, rowsIn: string | null, idOf: (row: Row) => unknown) => {
    const found: unknown[] = [];
    let after = '';
    do {
      const response = await api.get(`/api/staff/${path}${after}`, { staff });
      expect(response.status).toBe(200);
      const body = await response.json();
      found.push(...(rowsIn === null ? body : body[rowsIn]).map(idOf));
      after = body.nextCursor ? `&after=${body.nextCursor}` : '';
    } while (after);
    return found;
  };
  /** Reads it in both directions: the one is the other, reversed. */
  const both = async <Row>(path: string, rowsIn: string | null, idOf: (row: Row) => unknown) => {
    const rising = await read(`${path}&order=asc`, rowsIn, idOf);
    expect(await read(`${path}&order=desc`, rowsIn, idOf)).toEqual(rising.toReversed());
    return rising;
  };
  return { account, both };
}

const centre = await signIn('centreAdmin', '*');

describe('a list of the console is sorted by the server, both ways', () => {
  it('exam sessions by code, name and state', async () => {
    const ids = ['2071-1', '2071-2', '2072-1'];
    await db.insert(examSessions).values(
      ids.map((id, place) => ({
        id,
        nameZh: `序${3 - place}`,
        nameEn: `Order ${3 - place}`,
        state: place === 0 ? ('closed' as const) : ('draft' as const),
        settings: {} as never,
      })),
    );
    const by = (sort: string) =>
      centre.both<{ id: string }>(`exam-sessions?search=序&sort=${sort}`, null, ({ id }) => id);
    expect(await by('id')).toEqual(ids);
    expect(await by('nameZh')).toEqual(ids.toReversed());
    expect(await by('state')).toEqual(ids);
    await db.delete(examSessions).where(inArray(examSessions.id, ids));
  });

  it.each(['code', 'nameZh', 'nameEn', 'language', 'level', 'mode'])('subjects by %s', async (sort) => {
    await mint.examSession();
    const rising = await centre.both<Record<string, string>>(
      `subjects?sort=${sort}`,
      'subjects',
      (subject) => `${sort === 'code' ? '' : subject[sort]}${subject.code}`,
    );
    expect(rising.length).toBeGreaterThan(2);
    // Names are in the order of the database's collation.
    const isPlain = ['code', 'language', 'level', 'mode'].includes(sort);
    expect(isPlain ? rising.toSorted() : rising).toEqual(rising);
  });

  it('exports by what they are of, rows and times', async () => {
    const own = await signIn('reviewer', (await mint.campus()).schoolCode);
    const given = [
      { list: 'people' as const, rowCount: 5, at: 2 },
      { list: 'audit' as const, rowCount: 9, at: 3 },
      { list: 'unpaid' as const, rowCount: 1, at: 1 },
    ];
    await db.insert(exports).values(
      given.map(({ list, rowCount, at }) => ({
        id: randomUUID(),
        account: own.account,
        list,
        rowCount,
        askedAt: clock.now() - at * HOUR_MS,
        expiresAt: clock.now() + (24 - at) * HOUR_MS,
        aliveAt: clock.now(),
        state: 'ready' as const,
        format: 'csv' as const,
        language: 'zh' as const,
        fileName: `${list}.csv`,
        filter: {},
        scope: '*' as const,
        byteCount: 0,
      })) as never,
    );
    const by = (sort: string) =>
      own.both<{ list: string }>(`exports?sort=${sort}`, 'exports', ({ list }) => list);
    expect(await by('askedAt')).toEqual(['audit', 'people', 'unpaid']);
    expect(await by('expiresAt')).toEqual(['audit', 'people', 'unpaid']);
    expect(await by('rows')).toEqual(['unpaid', 'people', 'audit']);
    expect(await by('list')).toEqual(['audit', 'people', 'unpaid']);
  });

  it('figures of payment by each of their sums', async () => {
    const { id: examSessionId } = await mint.examSession();
    const campus = await mint.campus();
    const { id: offeringId } = await mint.offering(examSessionId, campus.code, '1');
    for (const department of ['甲学院', '甲学院', '乙学院']) {
      const candidate = await mint.candidate({ examSessionId, campus, roll: { department } });
      const { id: passportId } = await mint.passport();
      await mintUnpaidRegistration(
        api,
        { ...candidate, passportId },
        { offeringId, subject: '1', at: clock.now() },
      );
    }
    const school = await signIn('schoolAdmin', campus.schoolCode);
    const by = (sort: string) =>
      school.both<{ key: string }>(
        `payment-statistics?examSession=${examSessionId}&sort=${sort}`,
        'rows',
        ({ key }) => key,
      );
    expect(await by('unpaid')).toEqual(['乙学院', '甲学院']);
    expect(await by('unpaidFen')).toEqual(['乙学院', '甲学院']);
    expect((await by('key')).toSorted()).toEqual(['乙学院', '甲学院'].toSorted());
  });

  it('lists of late registration by when they were made and when they open', async () => {
    const { id: examSessionId } = await mint.examSession();
    const { provinceCode } = await mint.campus();
    const province = await signIn('provinceAdmin', provinceCode);
    const opens = [2, 3, 1];
    await db.insert(lateLists).values(
      opens.map((days, place) => ({
        id: randomUUID(),
        examSessionId,
        provinceCode,
        title: `第${place}份`,
        opensAt: clock.now() + days * DAY_MS,
        closesAt: clock.now() + 5 * DAY_MS,
        payUntil: clock.now() + 6 * DAY_MS,
        version: 1,
        madeBy: province.account,
        madeAt: clock.now() + place,
      })),
    );
    const by = (sort: string) =>
      province.both<{ title: string }>(
        `late-lists?examSession=${examSessionId}&sort=${sort}&limit=1`,
        'lists',
        ({ title }) => title,
      );
    expect(await by('madeAt')).toEqual(['第0份', '第1份', '第2份']);
    expect(await by('opensAt')).toEqual(['第2份', '第0份', '第1份']);
  });

  it('classes of proof lists, also those of people without a class', async () => {
    const { id: examSessionId } = await mint.examSession();
    const campus = await mint.campus();
    for (const [college, className] of [
      ['甲', '1'],
      ['甲', '2'],
      ['甲', null],
      ['乙', '1'],
      [null, null],
    ]) {
      const { id } = await mint.candidate({ examSessionId, campus });
      await db
        .update(candidates)
        .set({ college, className })
        .where(inArray(candidates.id, [id]));
    }
    const school = await signIn('schoolAdmin', campus.schoolCode);
    const rising = await school.both<{ college: string | null; className: string | null }>(
      `proof-lists?examSession=${examSessionId}&limit=1`,
      'classes',
      ({ college, className }) => `${college}/${className}`,
    );
    expect(rising).toHaveLength(5);
    expect(rising.at(-1)).toBe('null/null');
    expect(rising.indexOf('甲/null') - rising.indexOf('甲/1')).toBe(2);
  });

  it('passports by when they were registered, of a school by its roll', async () => {
    const { id: examSessionId } = await mint.examSession();
    const campus = await mint.campus();
    const made: string[] = [];
    for (let place = 0; place < 3; place += 1) {
      const passport = await mint.passport();
      await mint.candidate({ examSessionId, campus, person: passport });
      made.push(passport.id);
      clock.advance(1_000);
    }
    const query = `passports?examSession=${examSessionId}&limit=2`;
    const idOf = ({ passportId }: { passportId: string }) => passportId;
    const all = await centre.both(query, 'passports', idOf);
    expect(all.filter((id) => made.includes(String(id)))).toEqual(made);
    const school = await signIn('schoolAdmin', campus.schoolCode);
    expect((await school.both(query, 'passports', idOf)).toSorted()).toEqual(made.toSorted());
  });
});
