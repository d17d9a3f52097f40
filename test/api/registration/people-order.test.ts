import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { candidates } from '../../../db/schema/index.ts';
import { mintUnpaidRegistration } from '../../support/unpaid-registration.ts';
import { exportedFile } from '../exported-file.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const { mint, db, clock } = api;

const PEOPLE = [
  { college: '理学院', className: '二班', grade: 3, fen: 3_000 },
  { college: '文学院', className: '一班', grade: 1, fen: 3_000 },
  { college: '理学院', className: '一班', grade: 2, fen: 6_000 },
  { college: null, className: null, grade: null, fen: 3_000 },
  { college: '文学院', className: '二班', grade: 4, fen: 3_000 },
];

/** A school with these people on its roll, who all owe. */
async function mintSchool() {
  const { id: examSessionId } = await mint.examSession();
  const campus = await mint.campus();
  const ids: string[] = [];
  for (const { fen, ...order } of PEOPLE) {
    const subject = fen === 3_000 ? '1' : '2';
    const { id: offeringId } = await mint.offering(
      examSessionId,
      (await mint.campus({ schoolCode: campus.schoolCode })).code,
      subject,
    );
    const candidate = await mint.candidate({ examSessionId, campus });
    await db.update(candidates).set(order).where(eq(candidates.id, candidate.id));
    const { id: passportId } = await mint.passport();
    await mintUnpaidRegistration(api, { ...candidate, passportId }, { offeringId, subject, at: clock.now() });
    ids.push(candidate.id);
  }
  const { account } = await mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
  const staff = await mint.staffSignIn(account);
  const page = async (list: 'people' | 'unpaid', query: string) =>
    (await (await api.get(`/api/staff/${list}?examSession=${examSessionId}&${query}`, { staff })).json()) as {
      nextCursor: string | null;
    } & Partial<Record<typeof list, { candidateId: string }[]>>;
  /** Reads the whole list page after page, as places of `PEOPLE`. */
  const order = async (list: 'people' | 'unpaid', query: string) => {
    const found: number[] = [];
    let after = '';
    do {
      const { nextCursor, ...rows } = await page(list, `${query}&limit=1${after}`);
      found.push(...(rows[list] ?? []).map(({ candidateId }) => ids.indexOf(candidateId)));
      after = nextCursor === null ? '' : `&after=${nextCursor}`;
    } while (after);
    return found;
  };
  const file = (list: 'people' | 'unpaid', query: string) =>
    exportedFile(api, `/api/staff/${list}/exports?examSession=${examSessionId}&${query}`, staff);
  return { ids, order, file };
}

describe.each(['people', 'unpaid'] as const)('the list of %s', (list) => {
  it('is sorted by college and class, both ways, page after page, and so is its file', async () => {
    const { ids, order, file } = await mintSchool();
    const rising = await order(list, 'sort=class');
    // Who has no college comes first; the collation of the database orders the others.
    expect(rising[0]).toBe(3);
    expect(rising.toSorted()).toEqual(ids.map((_, place) => place));
    for (const [one, other] of [
      [0, 2],
      [1, 4],
    ] as const)
      expect(Math.abs(rising.indexOf(one) - rising.indexOf(other))).toBe(1);
    expect(await order(list, 'sort=class&order=desc')).toEqual(rising.toReversed());
    const text = (await file(list, 'sort=class&order=desc')).toString();
    const places = rising
      .filter((place) => place !== 3)
      .map((place) => text.indexOf(`${PEOPLE[place]!.college}","${PEOPLE[place]!.className}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places.toSorted((one, other) => other - one)).toEqual(places);
  });
});

describe('the list of people', () => {
  it('is sorted by grade', async () => {
    const { order } = await mintSchool();
    expect(await order('people', 'sort=grade')).toEqual([3, 1, 2, 0, 4]);
    expect(await order('people', 'sort=grade&order=desc')).toEqual([4, 0, 2, 1, 3]);
  });
});

describe('the list of unpaid', () => {
  it('is sorted by what is owed', async () => {
    const { ids, order } = await mintSchool();
    const rising = await order('unpaid', 'sort=owes');
    expect(rising).toHaveLength(ids.length);
    expect(await order('unpaid', 'sort=owes&order=desc')).toEqual(rising.toReversed());
  });
});
