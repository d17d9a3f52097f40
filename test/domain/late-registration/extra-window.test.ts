import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seasonFor } from '../../../domain/exam-session/season-for.ts';
import { offeringsAt, type Season, windowsAround } from '../../../domain/exam-session/season.ts';
import { effectiveWindow, managementEnd, transcriptWindows } from '../../../domain/exam-session/windows.ts';
import {
  isLateWindow,
  lateListState,
  lateRowOutcome,
  lateLineCharacter,
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
    [' 99101, S-001 ', { schoolCode: '99101', studentNumber: 'S-001' }],
    ['99101\tS001', { schoolCode: '99101', studentNumber: 'S001' }],
    ['张三 11010519491231002X', null],
    ['99101 S_001#', null],
    ['', null],
    ['a b c', null],
  ])('%j is read', (text, line) => {
    expect(readLateLine(text)).toEqual(line);
  });

  it.each([
    ['张三 11010519491231002X', 'U+5F20'],
    ['99101 S001＃', 'U+FF03'],
    ['11010519491231002Х', null],
    ['99101; S-001', null],
    ['a b c', null],
  ])('%j names what neither number is written with', (text, character) => {
    expect(lateLineCharacter(text)).toBe(character);
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
