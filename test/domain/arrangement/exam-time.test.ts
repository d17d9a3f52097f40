import { describe, expect, it } from 'vitest';
import { oralSitting } from '../../../domain/arrangement/exam-time.ts';

const at = (text: string) => Date.parse(`2026-11-${text}:00+08:00`);
const days = { opensAt: at('21T08:30'), closesAt: at('22T18:00') };

describe('sittings of an oral test', () => {
  it.each([
    [1, at('21T08:30')],
    [9, at('21T16:30')],
    [10, at('22T08:30')],
    [18, at('22T16:30')],
    [19, at('21T08:30')],
  ])('room %i', (room, opensAt) => {
    expect(oralSitting(days, 60, room)).toEqual({ opensAt, closesAt: opensAt + 3_600_000 });
  });

  it('takes the whole period when no sitting fits into a day', () => {
    expect(oralSitting(days, 24 * 60, 3)).toEqual(days);
  });
});
