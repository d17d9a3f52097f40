import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import {
  type CalendarSubject,
  type RegistrationCalendar,
  registrationCalendar,
} from '../../gateways/calendar/registration-calendar.ts';

const NOW = Date.parse('2026-11-30T02:00:00Z');
const SITE = 'https://cet.example';
const longName = { zh: '测试'.repeat(40), en: 'A school with a name that goes on and on, '.repeat(4) };
const unpaid: CalendarSubject = {
  id: '7d0c1f5e-entry',
  takenAt: NOW - HOUR_MS,
  mode: 'written',
  subject: { zh: '英语四级笔试', en: 'CET-4; written, test' },
  school: longName,
  campus: { zh: '主校区', en: 'Main campus' },
  deadlineAt: NOW + 23 * HOUR_MS,
  liftedAt: null,
  exam: null,
};
const paid: CalendarSubject = {
  ...unpaid,
  deadlineAt: null,
  liftedAt: NOW + 23 * HOUR_MS,
  exam: { startsAt: Date.parse('2026-12-12T01:00:00Z'), endsAt: Date.parse('2026-12-12T03:20:00Z') },
};

const held = (
  entries: CalendarSubject[],
  more: Partial<RegistrationCalendar> = {},
): RegistrationCalendar => ({
  registrationId: 'b6a4-registration',
  savedAt: NOW - HOUR_MS,
  chooseUntil: null,
  entries,
  ...more,
});

const linesOf = (file: string) => file.replaceAll('\r\n ', '').split('\r\n');
const valuesOf = (file: string, name: string) =>
  linesOf(file).flatMap((line) => (line.startsWith(`${name}:`) ? [line.slice(name.length + 1)] : []));

describe('the calendar file of a registration', () => {
  it('names the deadline in UTC, warns 6 hours and 1 hour before it, and can be published', () => {
    const file = registrationCalendar(held([unpaid]), SITE, NOW)!;
    expect(valuesOf(file, 'METHOD')).toEqual(['PUBLISH']);
    expect(valuesOf(file, 'DTSTART')).toEqual(['20261201T010000Z']);
    expect(valuesOf(file, 'TRIGGER')).toEqual(['-PT6H', '-PT1H']);
    expect(valuesOf(file, 'SUMMARY')).toEqual([
      '支付截止：英语四级笔试 / Pay before: CET-4\\; written\\, test',
    ]);
    expect(linesOf(file)[0]).toBe('BEGIN:VCALENDAR');
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  it('has lines of at most 75 octets that end in CRLF, without cutting a character', () => {
    const file = registrationCalendar(held([unpaid, { ...paid, id: 'other' }]), SITE, NOW)!;
    const lines = file.split('\r\n');
    expect(lines.join('')).not.toMatch(/[\r\n]/);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(file).not.toContain('\uFFFD');
    expect(linesOf(file).join('\n')).toContain(longName.zh);
  });

  it('moves what an earlier file has put there: the same UID, a higher sequence', () => {
    const before = registrationCalendar(held([unpaid]), SITE, NOW)!;
    const moved = { ...unpaid, deadlineAt: NOW + DAY_MS };
    const after = registrationCalendar(held([moved]), SITE, NOW + HOUR_MS)!;
    expect(valuesOf(after, 'UID')).toEqual(valuesOf(before, 'UID'));
    expect(valuesOf(before, 'UID')).toEqual(['deadline-7d0c1f5e-entry@cet.example']);
    expect(Number(valuesOf(after, 'SEQUENCE')[0])).toBeGreaterThan(Number(valuesOf(before, 'SEQUENCE')[0]));
    expect(valuesOf(after, 'DTSTART')).toEqual(['20261201T020000Z']);
  });

  it('takes the deadline back once it was met, without a warning, and names the exam', () => {
    const file = registrationCalendar(held([paid]), SITE, NOW)!;
    expect(valuesOf(file, 'UID')).toEqual([
      'deadline-7d0c1f5e-entry@cet.example',
      'exam-7d0c1f5e-entry@cet.example',
    ]);
    expect(valuesOf(file, 'STATUS')).toEqual(['CANCELLED']);
    expect(valuesOf(file, 'DTEND')).toEqual(['20261212T032000Z']);
    expect(valuesOf(file, 'TRIGGER')).toEqual(['-P1D', '-PT2H']);
  });

  it('says until when a subject must be chosen, lest the registration is deleted', () => {
    const chooseUntil = NOW + 23 * HOUR_MS;
    const file = registrationCalendar(held([], { chooseUntil }), SITE, NOW)!;
    expect(valuesOf(file, 'UID')).toEqual(['choose-b6a4-registration@cet.example']);
    expect(valuesOf(file, 'DTSTART')).toEqual(['20261201T010000Z']);
    expect(valuesOf(file, 'TRIGGER')).toEqual(['-PT6H', '-PT1H']);
    expect(valuesOf(file, 'SEQUENCE')).toEqual(['3600']);
  });

  it('is none where there is nothing to put in', () => {
    expect(registrationCalendar(held([]), SITE, NOW)).toBeNull();
    expect(registrationCalendar(held([{ ...paid, liftedAt: null, exam: null }]), SITE, NOW)).toBeNull();
  });
});
