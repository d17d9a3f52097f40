import { describe, expect, it } from 'vitest';
import { payUntil, waitUntil } from '../../web/src/site/features/subjects/pay-until.ts';

const NOW = Date.parse('2026-11-30T02:00:00Z');
const DAY_MINUTES = 24 * 60;
const name = { zh: '', en: '' };
const subject = (mode: 'written' | 'oral', level: 4 | 6, language = 'en') => ({
  code: `${mode}${level}`,
  name,
  mode,
  level,
  language,
});

describe('until when one waits for a seat', () => {
  it('is an hour before payment ends at its campus, and no later for an oral than for its unpaid written', () => {
    const ofMode = (mode: 'written' | 'oral') => ({
      subject: subject(mode, 4),
      managementEndsAt: '2026-12-20T00:00:00.000Z',
    });
    const unpaid = { subject: subject('written', 4), deadlineAt: '2026-12-01T02:00:00.000Z' };
    expect(waitUntil(ofMode('written'), [])).toBe('2026-12-19T23:00:00.000Z');
    expect(waitUntil(ofMode('oral'), [unpaid])).toBe(unpaid.deadlineAt);
    expect(waitUntil(ofMode('oral'), [{ ...unpaid, deadlineAt: null }])).toBe('2026-12-19T23:00:00.000Z');
  });
});

describe('until when a subject chosen now is to be paid', () => {
  const late = '2026-12-20T00:00:00.000Z';

  it('is a day later, or the end of payment at its campus if that is earlier', () => {
    const written = (managementEndsAt: string) => ({ subject: subject('written', 4), managementEndsAt });
    expect(payUntil(written(late), [], DAY_MINUTES, NOW)).toBe('2026-12-01T02:00:00.000Z');
    expect(payUntil(written('2026-11-30T09:00:00.000Z'), [], DAY_MINUTES, NOW)).toBe(
      '2026-11-30T09:00:00.000Z',
    );
    expect(payUntil(written(late), [], 2, NOW)).toBe('2026-11-30T02:02:00.000Z');
  });

  it('is no later for an oral than for its own written, while that is unpaid', () => {
    const oral = { subject: subject('oral', 4), managementEndsAt: late };
    const taken = (level: 4 | 6, deadlineAt: string | null) => ({
      subject: subject('written', level),
      deadlineAt,
    });
    const soon = '2026-11-30T05:00:00.000Z';
    expect(payUntil(oral, [taken(4, soon)], DAY_MINUTES, NOW)).toBe(soon);
    expect(payUntil(oral, [taken(6, soon)], DAY_MINUTES, NOW)).toBe('2026-12-01T02:00:00.000Z');
    expect(payUntil(oral, [taken(4, null)], DAY_MINUTES, NOW)).toBe('2026-12-01T02:00:00.000Z');
  });
});
