import { describe, expect, it } from 'vitest';
import type { SubjectRow } from '../../web/src/lib/api-types.ts';
import { seatsElsewhere } from '../../web/src/site/features/subjects/seats-elsewhere.ts';
import {
  cardsOf,
  differencesOf,
  foldRows,
  isFound,
  sharedReason,
} from '../../web/src/site/features/subjects/subject-cards.ts';

const WINDOW = { opensAt: '2026-11-21T01:00:00.000Z', closesAt: '2026-11-30T09:00:00.000Z' };

function campusNamed(code: string): SubjectRow['campus'] {
  const name = { zh: `${code}校区`, en: `Campus ${code}` };
  return { code, name, school: { code: code.slice(0, 5), name: { zh: '测试学校', en: 'Test School' } } };
}

function rowOf(code: string, given: Partial<SubjectRow> = {}): SubjectRow {
  return {
    offeringId: Number(code),
    subject: {
      code: '1',
      name: { zh: '英语四级笔试', en: 'CET-4' },
      language: 'en',
      level: 4,
      mode: 'written',
    },
    campus: campusNamed(code),
    feeFen: 3_000,
    window: WINDOW,
    managementEndsAt: '2026-12-01T09:00:00.000Z',
    examStartsAt: '2026-12-12T01:00:00.000Z',
    examEndsAt: '2026-12-12T03:20:00.000Z',
    seats: 'plenty',
    seatsFree: 40,
    taken: false,
    refusal: null,
    ineligible: null,
    waitState: null,
    waitRefusal: 'SEATS_LEFT',
    ...given,
  };
}

const full = (code: string) =>
  rowOf(code, { seats: 'none', seatsFree: 0, refusal: 'POOL_FULL', waitRefusal: null });

describe('the cards of subjects', () => {
  it('are as many as subjects, the own campus first on each', () => {
    const six = { ...rowOf('991010').subject, code: '2' };
    const rows = ['991012', '991011', '991010'].flatMap((code) => [
      rowOf(code),
      rowOf(code, { subject: six }),
    ]);
    const cards = cardsOf(rows, '991011');
    expect(cards.map(({ subject }) => subject.code)).toEqual(['1', '2']);
    for (const card of cards)
      expect(card.rows.map(({ campus }) => campus.code)).toEqual(['991011', '991012', '991010']);
  });

  it('say once what most campuses share, and of each what differs as it is shown', () => {
    const later = { opensAt: '2026-11-25T01:00:00.000Z', closesAt: WINDOW.closesAt };
    const rows = [
      rowOf('991010', { feeFen: 4_000 }),
      rowOf('991011', { window: later, examStartsAt: '2026-12-12T01:00:31.000Z' }),
      rowOf('991012'),
      rowOf('981010', { examStartsAt: null, examEndsAt: null }),
    ];
    const [{ shared } = { shared: undefined }] = cardsOf(rows, '991010');
    expect(shared).toMatchObject({ feeFen: 3_000, window: WINDOW });
    expect(rows.map((row) => differencesOf(row, shared!))).toEqual([
      { feeFen: 4_000 },
      { window: later },
      {},
      { exam: null },
    ]);
  });

  it('say a reason once only when all of several campuses have it', () => {
    expect(sharedReason(['no', 'no', 'no'])).toBe('no');
    expect(sharedReason(['no', null])).toBeNull();
    expect(sharedReason(['no'])).toBeNull();
    expect(sharedReason([null, null])).toBeNull();
    expect(sharedReason([])).toBeNull();
  });

  it('fold a long list away, but nothing that concerns the candidate, and lose no campus', () => {
    const rows = Array.from({ length: 12 }, (_, index) => rowOf(String(991_000 + index)));
    const kept = [rows[3], rows[11]];
    const { shown, folded } = foldRows(rows, (row) => kept.includes(row));
    expect(shown).toEqual([rows[0], rows[1], rows[3], rows[11]]);
    expect(new Set([...shown, ...folded])).toEqual(new Set(rows));
    expect(foldRows(rows, () => true).folded).toEqual([]);
    expect(foldRows(rows.slice(0, 5), () => false).folded).toEqual([]);
  });

  it('are searched by code and by both names, whatever the order of the words', () => {
    const campus = campusNamed('991011');
    for (const words of ['', '99101', '测试 991011', 'campus SCHOOL'])
      expect(isFound(campus, words)).toBe(true);
    expect(isFound(campus, '991012')).toBe(false);
  });
});

describe('seats elsewhere', () => {
  it('are told to who would have to wait, most first, and only where they can be taken now', () => {
    const row = full('991010');
    const rows = [
      row,
      rowOf('991011', { seatsFree: 3 }),
      rowOf('991012', { seatsFree: 40 }),
      full('991013'),
      rowOf('991014', { refusal: 'SUBJECT_WINDOW_CLOSED' }),
      rowOf('991015', { subject: { ...row.subject, code: '2' } }),
    ];
    expect(seatsElsewhere(row, rows, []).map(({ campus, seatsFree }) => [campus.code, seatsFree])).toEqual([
      ['991012', 40],
      ['991011', 3],
    ]);
    expect(seatsElsewhere(rows[1]!, rows, [])).toEqual([]);
    expect(seatsElsewhere({ ...row, taken: true }, rows, [])).toEqual([]);
    expect(seatsElsewhere({ ...row, waitRefusal: 'ALREADY_WAITING' }, rows, [])).toHaveLength(2);
  });

  it('are told of an oral also at campuses that are not shown yet, once each and only if open', () => {
    const row = full('991010');
    const hostOf = (code: string, isOpen = true) => ({
      ...campusNamed(code),
      opensAt: WINDOW.opensAt,
      isOpen,
      seats: [{ subject: row.subject, seatsFree: 7 }],
    });
    const rows = [row, rowOf('981010')];
    const told = seatsElsewhere(row, rows, [hostOf('981010'), hostOf('971010'), hostOf('961010', false)]);
    expect(told.map(({ campus, row: by }) => [campus.code, by?.offeringId])).toEqual([
      ['981010', 981_010],
      ['971010', undefined],
    ]);
  });
});
