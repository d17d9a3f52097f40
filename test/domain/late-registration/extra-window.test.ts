import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seasonFor } from '../../../domain/exam-session/season-for.ts';
import { offeringsAt, type Season, windowsAround } from '../../../domain/exam-session/season.ts';
import { effectiveWindow, managementEnd, transcriptWindows } from '../../../domain/exam-session/windows.ts';
import {
  isLateWindow,
  LATE_LINE_LIMIT,
  lateListState,
  lateRowOutcome,
  readLateLine,
} from '../../../domain/late-registration/late-list.ts';
import { DEFAULT_SETTINGS } from '../../../domain/exam-session/settings.ts';

const CAMPUS = '110010';
const instant = fc.integer({ min: 1, max: 1_000_000 });
const period = fc
  .tuple(instant, instant)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({ opensAt: Math.min(one, other), closesAt: Math.max(one, other) }));
const extra = fc
  .tuple(period, fc.nat({ max: 1_000 }))
  .map(([window, more]) => ({ ...window, payUntil: window.closesAt + more }));

/** A season with windows of every scope around a campus. */
function seasonOf(windows: { opensAt: number; closesAt: number }[]): Season {
  const scopes = ['*', '11', '11001', CAMPUS] as const;
  const kinds = ['rollCheck', 'registration', 'management', 'transcript'] as const;
  const settings = {
    id: '2026-2',
    state: 'open' as const,
    nameZh: '考次',
    nameEn: 'Session',
    settings: DEFAULT_SETTINGS,
  };
  const offering = {
    id: 1,
    campusCode: CAMPUS,
    subjectCode: '1',
    feeFen: 3_000,
    examStartsAt: 1,
    examEndsAt: 2,
    opensAt: 1,
    closesAt: 2,
  };
  return {
    examSession: settings,
    subjects: [],
    texts: [],
    scopes: new Map(
      scopes.map((scope, index) => [
        scope,
        {
          version: 1,
          windows: kinds.map((kind) => ({ kind, scope, ...windows[index]! })),
          school: null,
          campus: null,
          offerings: scope === CAMPUS ? [offering] : [],
        },
      ]),
    ),
    campusOfOffering: new Map([[1, CAMPUS]]),
  };
}

describe('an extra window', () => {
  it('replaces online, subject and management windows whatever is set, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(period, { minLength: 4, maxLength: 4 }), extra, (windows, own) => {
        const season = seasonOf(windows);
        const late = seasonFor(season, own);
        const around = windowsAround(late, CAMPUS);
        const { opensAt, closesAt, payUntil } = own;
        expect(effectiveWindow(around, 'registration', CAMPUS)).toEqual({ opensAt, closesAt });
        expect(managementEnd(around, CAMPUS)).toBe(payUntil);
        expect(offeringsAt(late, CAMPUS)).toMatchObject([{ opensAt, closesAt, feeFen: 3_000 }]);
        expect(transcriptWindows(around, CAMPUS)).toEqual(
          transcriptWindows(windowsAround(season, CAMPUS), CAMPUS),
        );
        expect(seasonFor(season, null)).toBe(season);
        expect(seasonFor(season, { ...own })).toBe(late);
      }),
    );
  });

  it('opens before it closes, closes in the future, and is paid no shorter, before the first exam', () => {
    const window = { opensAt: 10, closesAt: 20, payUntil: 30 };
    expect(isLateWindow(window, null, 15)).toBe(true);
    for (const wrong of [{ opensAt: 20 }, { payUntil: 19 }, { closesAt: 9 }])
      expect(isLateWindow({ ...window, ...wrong }, null, 5)).toBe(false);
    expect(isLateWindow(window, null, 20)).toBe(false);
    expect([31, 30].map((firstExam) => isLateWindow(window, firstExam, 15))).toEqual([true, false]);
  });
});

describe('a row of a list', () => {
  it.each([
    ['11010519491231002X', { idNumber: '11010519491231002X' }],
    ['110105 19491231 002X', { idNumber: '11010519491231002X' }],
    ['1101 0519 4912 3100 2x', { idNumber: '11010519491231002X' }],
    ['1101051949123100 2　X', { idNumber: '11010519491231002X' }],
    ['990101 20060101 3040', { idNumber: '990101200601013040' }],
    ['e 3000003', { idNumber: 'E3000003' }],
    ['H 1234 5678', { idNumber: 'H12345678' }],
    ['1234567 (8)', { idNumber: '1234567(8)' }],
    [' 99101, S-001 ', { schoolCode: '99101', studentNumber: 'S-001' }],
    ['99101\tS001', { schoolCode: '99101', studentNumber: 'S001' }],
    ['99101 20210001', { schoolCode: '99101', studentNumber: '20210001' }],
  ])('%j is read', (text, line) => {
    expect(readLateLine(text)).toEqual(line);
  });

  it.each([
    ['张三 11010519491231002X', 'U+5F20'],
    ['99101 S_001#', 'U+0023'],
    ['99101 S001＃', 'U+FF03'],
    ['E300\uE0000003', 'U+E000'],
    ['', null],
    ['a b c', null],
    ['ZHANG SAN E3000003', null],
    ['E3000003 E3000004', null],
    ['E3000003,4', null],
    ['99101 2021 0001', null],
  ])('%j is not, and names what neither number is written with', (text, character) => {
    expect(readLateLine(text)).toEqual({ refusal: 'LINE_UNREADABLE', character });
  });

  it('is of so many characters at most, of those that somebody sees', () => {
    const tooLong = { refusal: 'LINE_TOO_LONG', character: null };
    expect(readLateLine('7'.repeat(LATE_LINE_LIMIT))).toEqual({ idNumber: '7'.repeat(LATE_LINE_LIMIT) });
    expect(readLateLine('7'.repeat(LATE_LINE_LIMIT + 1))).toEqual(tooLong);
    expect(readLateLine(`${'王'.repeat(LATE_LINE_LIMIT)}\uE000`)).toEqual(tooLong);
    expect(readLateLine(`99101${' \u200B'.repeat(LATE_LINE_LIMIT)}S001`)).toEqual({
      schoolCode: '99101',
      studentNumber: 'S001',
    });
  });

  it('is refused for whoever is on another list, waits, can pay for longer, or finds the list full', () => {
    const facts = {
      listId: 'a',
      onList: null,
      isListOver: false,
      isNotOver: false,
      isWaiting: false,
      paysLonger: false,
      isFull: false,
    };
    expect(lateRowOutcome(facts)).toBe('done');
    expect(lateRowOutcome({ ...facts, onList: 'a', isFull: true })).toBe('unchanged');
    expect(lateRowOutcome({ ...facts, onList: 'b' })).toBe('ON_ANOTHER_LIST');
    expect(lateRowOutcome({ ...facts, onList: 'b', isListOver: true })).toBe('done');
    expect(lateRowOutcome({ ...facts, onList: 'a', isListOver: true })).toBe('unchanged');
    expect(lateRowOutcome({ ...facts, isWaiting: true })).toBe('WAITING');
    expect(lateRowOutcome({ ...facts, isNotOver: true })).toBe('REGISTRATION_NOT_OVER');
    expect(lateRowOutcome({ ...facts, paysLonger: true })).toBe('PAYS_LONGER');
    expect(lateRowOutcome({ ...facts, isFull: true })).toBe('LIST_FULL');
  });
});

describe('the state of a list', () => {
  it('is over once its window is past, and paying between its two ends', () => {
    const list = { closesAt: 10, payUntil: 20, endedAt: null };
    expect([9, 10, 19, 20].map((now) => lateListState(list, now))).toEqual([
      'live',
      'paying',
      'paying',
      'over',
    ]);
    expect(lateListState({ ...list, endedAt: 5 }, 30)).toBe('ended');
  });
});
