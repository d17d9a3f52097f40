import { describe, expect, it } from 'vitest';
import { AGREEMENT_KINDS } from '../../../domain/exam-session/agreement-texts.ts';
import { isToldWhenSet, openingChecklist } from '../../../domain/exam-session/opening-checklist.ts';
import type {
  CampusToOpen,
  OfferingToOpen,
  SessionToOpen,
} from '../../../domain/exam-session/session-to-open.ts';
import type { ExamSessionState } from '../../../domain/exam-session/season.ts';
import type { WindowKind } from '../../../domain/exam-session/windows.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import type { Scope } from '../../../domain/scopes.ts';

const NOW = 100;

const window = (kind: WindowKind, opensAt: number, closesAt: number, scope: Scope = '*') => ({
  kind,
  scope,
  opensAt,
  closesAt,
});
const WINDOWS = [
  window('rollCheck', 110, 200),
  window('registration', 120, 200),
  window('management', 120, 220),
  window('transcript', 120, 220),
  window('ticketWritten', 250, 310),
  window('ticketOral', 250, 310),
  window('transcriptAfterResults', 400, 500),
];

const offering = (given: Partial<OfferingToOpen> = {}): OfferingToOpen => ({
  campusCode: '991010',
  subjectCode: '1',
  mode: 'written',
  capacity: 10,
  feeFen: 3_000,
  opensAt: 130,
  closesAt: 190,
  language: 'en',
  level: 4,
  examStartsAt: 300,
  examEndsAt: 300 + HOUR_MS,
  ...given,
});

const ORAL = offering({ subjectCode: 'F', mode: 'oral', language: 'ja' });

const campus = (code: string, isOnRoll: boolean, writtenCampusCodes: string[] = []): CampusToOpen => ({
  code,
  isOnRoll,
  settings: { writtenCampusCodes },
});

const text = (kind: (typeof AGREEMENT_KINDS)[number], publishedAt: number) => ({
  kind,
  version: '1',
  titleZh: '',
  titleEn: '',
  bodyZh: '',
  bodyEn: '',
  publishedAt,
});

/** What is found in a session that lacks nothing but what is given. */
function checklist(given: Partial<SessionToOpen> = {}, now = NOW) {
  const complete: SessionToOpen = {
    id: 'any',
    supportPhone: '010-1234567',
    supportHoursZh: '每日 8:30 至 17:30',
    supportHoursEn: '8:30 to 17:30 every day',
    state: 'draft',
    scope: '*',
    windows: WINDOWS,
    offerings: [offering(), ORAL],
    texts: AGREEMENT_KINDS.map((kind) => text(kind, 0)),
    campuses: [campus('991010', true)],
  };
  return openingChecklist({ ...complete, ...given }, now);
}

function found(given: Partial<SessionToOpen> = {}, now = NOW) {
  return checklist(given, now).map(
    ({ code, at, against, isNote }) =>
      `${code} ${at}${against ? ` ${against}` : ''}${isNote ? ' (note)' : ''}`,
  );
}

const without = (...kinds: WindowKind[]) => WINDOWS.filter(({ kind }) => !kinds.includes(kind));
const instead = (kind: WindowKind, opensAt: number, closesAt: number) => [
  ...without(kind),
  window(kind, opensAt, closesAt),
];

describe('the opening checklist', () => {
  it('finds nothing where nothing is missing', () => {
    expect(found()).toEqual([]);
  });

  it('names a support telephone that is not set', () => {
    expect(found({ supportPhone: '' })).toEqual(['SUPPORT_PHONE_MISSING *']);
  });

  it('names the hours of support that are not set in both languages, once', () => {
    expect(found({ supportHoursZh: '' })).toEqual(['SUPPORT_HOURS_MISSING *']);
    expect(found({ supportHoursZh: '', supportHoursEn: '' })).toEqual(['SUPPORT_HOURS_MISSING *']);
  });

  it('names texts that are not in force, those that are scheduled too', () => {
    expect(found({ texts: [text('agreement', 0), text('terms', NOW + 1)] })).toEqual([
      'PLEDGE_MISSING *',
      'TERMS_MISSING *',
      'PRIVACY_MISSING *',
    ]);
  });

  it('says from when a text is in force that is scheduled, the first one if there are more', () => {
    const texts = [text('agreement', 0), text('terms', NOW + 2), text('terms', NOW + 1), text('pledge', 0)];
    const missing = checklist({ texts }).map(({ code, comesAt }) => [code, comesAt]);
    expect(missing).toEqual([
      ['TERMS_MISSING', NOW + 1],
      ['PRIVACY_MISSING', undefined],
    ]);
  });

  it.each([
    ['the first day of a half in Beijing', '2026-2', '2026-07-31T16:00:00Z', true],
    ['the last moment of a half', '2026-2', '2026-12-31T15:59:00Z', true],
    ['the half before', '2026-2', '2026-07-31T15:59:00Z', false],
    ['the year after', '2026-2', '2026-12-31T16:00:00Z', false],
    ['another year', '2029-1', '2026-06-12T01:00:00Z', false],
  ])('holds exams to the half that the code names: %s', (_, id, startsAt, fits) => {
    const examStartsAt = Date.parse(startsAt);
    const offerings = [offering({ examStartsAt, examEndsAt: examStartsAt + HOUR_MS })];
    const told = (state: ExamSessionState) =>
      found({ id, state, offerings }).filter((line) => line.startsWith('EXAM_OUTSIDE_HALF'));
    const line = `EXAM_OUTSIDE_HALF 991010/1 ${id}`;
    expect(told('draft')).toEqual(fits ? [] : [line]);
    // Exams of an open one may have been put off: its code stays.
    expect(told('open')).toEqual(fits ? [] : [`${line} (note)`]);
  });

  it.each([
    ['two levels', { subjectCode: '2', level: 6 }, ['EXAMS_OVERLAP 991010/2 991010/1']],
    ['one level', { subjectCode: '3', language: 'ja' }, []],
    ['an oral with its written', { subjectCode: 'F', mode: 'oral' }, ['EXAMS_OVERLAP 991010/F 991010/1']],
    [
      'an oral with a written of the other level',
      { subjectCode: 'S', mode: 'oral', level: 6 },
      ['EXAMS_OVERLAP 991010/S 991010/1'],
    ],
    ['another campus', { subjectCode: '2', level: 6, campusCode: '991011' }, []],
  ] as [string, Partial<OfferingToOpen>, string[]][])('tells of exams at one time: %s', (_, given, told) => {
    expect(found({ offerings: [offering(), offering(given)] })).toEqual(told);
  });

  it('leaves oral tests at one time to the seats that are given', () => {
    expect(
      found({
        offerings: [
          offering({ subjectCode: 'F', mode: 'oral' }),
          offering({ subjectCode: 'S', mode: 'oral', level: 6 }),
        ],
      }),
    ).toEqual([]);
  });

  it('tells of exams at one time at two campuses only where people of one may take both', () => {
    const cet6 = offering({ subjectCode: '2', level: 6, campusCode: '991011' });
    const oral = offering({ subjectCode: 'F', mode: 'oral', campusCode: '991011' });
    const offerings = [offering(), cet6, oral];
    const linked = [campus('991010', true, ['991011']), campus('991011', true)];
    expect(found({ offerings, campuses: linked })).toEqual(
      expect.arrayContaining(['EXAMS_OVERLAP 991011/2 991010/1']),
    );
    expect(found({ offerings, campuses: linked })).not.toContain('EXAMS_OVERLAP 991011/F 991010/1');
    const besides = { offerings: [cet6], campuses: [campus('991011', true, ['991010'])] };
    expect(found({ offerings: [offering()], campuses: [campus('991010', true)], besides })).toEqual([
      'EXAMS_OVERLAP 991011/2 991010/1',
    ]);
  });

  it('tells of exams that take years or nothing, and of those before paying ends', () => {
    const told = (mode: 'written' | 'oral', ...lengths: number[]) =>
      lengths.flatMap((length) => found({ offerings: [offering({ mode, examEndsAt: 300 + length })] }));
    expect(told('written', 1, 13 * HOUR_MS)).toEqual(['EXAM_LENGTH 991010/1', 'EXAM_LENGTH 991010/1']);
    expect(told('oral', 2 * DAY_MS)).toEqual([]);
    expect(told('oral', 32 * DAY_MS)).toEqual(['EXAM_LENGTH 991010/1']);
    const early = 'EXAM_BEFORE_PAYING_ENDS 991010/1';
    const offerings = [offering()];
    const windows = instead('management', 120, 301);
    const tickets = 'TICKET_PRINT_EARLY ticketWritten/* 99 (note)';
    expect(found({ offerings, windows })).toEqual([early, tickets]);
    expect(found({ offerings, windows, state: 'open' })).toEqual([`${early} (note)`, tickets]);
  });

  it('names campuses without subjects: those on the roll, and as a note those of schools that take part', () => {
    const campuses = [
      campus('991010', false),
      campus('991011', true),
      campus('991012', false),
      campus('991013', true, ['991010']),
      campus('992010', false),
      campus('992020', true),
    ];
    expect(found({ campuses })).toEqual([
      'CAMPUS_WITHOUT_SUBJECTS 991011',
      'CAMPUS_WITHOUT_SUBJECTS 992020',
      'CAMPUS_OFFERS_NOTHING 991012 (note)',
    ]);
  });

  it('names dates that are all past, where they are set and by subject, before it opens', () => {
    expect(found({}, 195)).toEqual(['OFFERING_WINDOW_PAST 991010/1', 'OFFERING_WINDOW_PAST 991010/F']);
    const past = [
      'WINDOW_PAST rollCheck/*',
      'WINDOW_PAST registration/*',
      'WINDOW_PAST management/*',
      'EXAM_TIME_PAST 991010/1',
      'EXAM_TIME_PAST 991010/F',
    ];
    expect(found({}, 300)).toEqual(past);
    // Those of an open one pass as they should; a closed one has to be open to be mended.
    expect(found({ state: 'open' }, 300)).toEqual([]);
    expect(found({ state: 'closed' }, 300)).toEqual(past.map((one) => `${one} (note)`));
  });

  it('blames the window of a province only where the country leaves it time', () => {
    const windows = [...WINDOWS, window('rollCheck', 110, 150, '99')];
    const schools = [offering(), offering({ campusCode: '881010', subjectCode: '2', level: 6 })];
    expect(found({ windows, offerings: schools }, 160)).toContain('WINDOW_PAST rollCheck/99');
    expect(found({ windows, offerings: schools }, 160)).toContain('ROLL_CHECK_SHORT rollCheck/99 (note)');
    const over = found({ windows, offerings: schools }, 210);
    expect(over.filter((one) => one.startsWith('WINDOW_PAST'))).toEqual([
      'WINDOW_PAST rollCheck/*',
      'WINDOW_PAST registration/*',
    ]);
  });

  it('names windows that are set nowhere before anything is offered', () => {
    expect(found({ windows: without('rollCheck', 'management'), offerings: [], campuses: [] })).toEqual([
      'NO_OFFERINGS *',
      'ROLL_CHECK_MISSING *',
      'MANAGEMENT_MISSING *',
    ]);
  });

  it('names windows for tickets and transcripts that are not set, as a note', () => {
    expect(found({ windows: without('ticketWritten', 'transcript', 'transcriptAfterResults') })).toEqual([
      'TICKET_PRINT_MISSING ticketWritten/* (note)',
      'TRANSCRIPT_MISSING transcript/* (note)',
      'TRANSCRIPT_MISSING transcriptAfterResults/* (note)',
    ]);
    const noTickets = { windows: without('ticketWritten', 'ticketOral') };
    for (const scope of ['*', '99', '99101'] as Scope[]) {
      expect(found({ ...noTickets, scope, offerings: [offering()] })).toEqual([
        'TICKET_PRINT_MISSING ticketWritten/* (note)',
      ]);
      expect(found({ ...noTickets, scope, offerings: [ORAL] })).toContain(
        'TICKET_PRINT_MISSING ticketOral/* (note)',
      );
    }
    expect(found({ windows: without('transcriptAfterResults') })).toEqual([
      'LATE_TRANSCRIPT_MISSING transcriptAfterResults/* (note)',
    ]);
  });

  it('tells a missing window for tickets when it is set for the country, not when a part offers something', () => {
    const missing = { code: 'TICKET_PRINT_MISSING', at: 'ticketOral/*' } as const;
    expect(isToldWhenSet(missing, 'open', '*')).toBe(true);
    expect(isToldWhenSet(missing, 'open', '99101')).toBe(false);
  });

  it.each<[string, WindowKind, [number, number], string[]]>([
    ['ends before registering', 'rollCheck', [105, 120], ['ROLL_CHECK_APART rollCheck/*']],
    ['begins after registering', 'rollCheck', [200, 260], ['ROLL_CHECK_APART rollCheck/*']],
    ['begins in its midst', 'rollCheck', [121, 200], ['ROLL_CHECK_SHORT rollCheck/* (note)']],
    ['ends in its midst', 'rollCheck', [110, 199], ['ROLL_CHECK_SHORT rollCheck/* (note)']],
    ['lies around it', 'rollCheck', [110, 999], []],
    ['lies on it', 'rollCheck', [120, 200], []],
  ])('holds the eligibility check against registering: one that %s', (_, kind, [from, to], told) => {
    for (const state of ['draft', 'open'] as const)
      expect(found({ state, windows: instead(kind, from, to) })).toEqual(told);
  });

  it('holds the eligibility check against registering where places narrow them', () => {
    const windows = [
      ...WINDOWS,
      window('rollCheck', 110, 125, '99'),
      window('registration', 125, 200, '99101'),
    ];
    const schools = [offering(), offering({ campusCode: '881010', subjectCode: '2', level: 6 })];
    expect(found({ windows, offerings: schools })).toEqual(['ROLL_CHECK_APART rollCheck/99']);
  });

  it.each<[string, number, string[]]>([
    ['before registering', 119, []],
    ['with registering', 120, []],
    ['while people register', 121, ['MANAGEMENT_OPENS_LATE management/*']],
    ['when registering has ended', 201, ['MANAGEMENT_OPENS_LATE management/*']],
  ])('refuses a management window that begins later than registering: %s', (_, from, told) => {
    for (const state of ['draft', 'open'] as const)
      expect(found({ state, windows: instead('management', from, 220) })).toEqual(told);
  });

  it('notes tickets that are printed while people still register and pay, and orals that admit others too late', () => {
    expect(found({ windows: instead('ticketWritten', 219, 310) })).toEqual([
      'TICKET_PRINT_EARLY ticketWritten/* 99 (note)',
    ]);
    const admitting = (from: number) => ({
      ...campus('991010', true),
      settings: { writtenCampusCodes: [], oralAdmitsOutsidersFrom: new Date(from).toISOString() },
    });
    expect(found({ campuses: [admitting(189)] })).toEqual([]);
    expect(found({ campuses: [admitting(190)] })).toEqual(['ORAL_ADMITS_TOO_LATE 991010/F (note)']);
  });

  it.each<[string, WindowKind, [number, number], string]>([
    ['tickets from the exam on', 'ticketWritten', [300, 310], 'TICKET_PRINT_APART ticketWritten/* */1'],
    ['tickets that end before it', 'ticketOral', [250, 299], 'TICKET_PRINT_APART ticketOral/* */F'],
    ['transcripts after paying', 'transcript', [220, 230], 'TRANSCRIPT_APART transcript/* 99'],
    [
      'results before the exam',
      'transcriptAfterResults',
      [300, 500],
      'RESULTS_BEFORE_EXAM transcriptAfterResults/* */1',
    ],
  ])('refuses to open with %s, and notes it once it is open', (_, kind, [from, to], told) => {
    const offerings = kind === 'ticketOral' ? [offering({ subjectCode: 'F', mode: 'oral' })] : [offering()];
    const tell = (state: ExamSessionState) => found({ state, offerings, windows: instead(kind, from, to) });
    expect(tell('draft')).toEqual([told]);
    expect(tell('open')).toEqual([`${told} (note)`]);
  });
});
