import { describe, expect, it } from 'vitest';
import { chooseUntil } from '../../../domain/registration/calendar-marks.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { join, row, START } from './commands.ts';
import { holding, saved } from './walk.ts';

describe('until when a subject must be chosen', () => {
  it('is the end of a registration that holds nothing, and nothing once that is past', () => {
    const { registration } = saved();
    expect(chooseUntil(registration, START)).toBe(START + DAY_MS);
    expect(chooseUntil(registration, START + DAY_MS)).toBeNull();
  });

  it('is no worry for who holds a seat or waits for one', () => {
    const waiting = saved();
    waiting.ask(join(row('1')));
    expect(waiting.registration.waitlist).toHaveLength(1);
    for (const { registration } of [holding('1'), waiting])
      expect(chooseUntil(registration, START)).toBeNull();
  });
});
