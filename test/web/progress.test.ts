import { describe, expect, it } from 'vitest';
import { nextStep, PROGRESS_STEPS, progressEnd } from '../../web/src/site/lib/progress.ts';

/** Progress with the first steps done, and what else is said of it. */
function progress(done: number, more: Partial<Record<(typeof PROGRESS_STEPS)[number], boolean>> = {}) {
  const first = PROGRESS_STEPS.slice(0, done);
  const is = (step: (typeof PROGRESS_STEPS)[number]) => first.includes(step);
  return {
    agreement: is('agreement'),
    eligibilityQuery: is('eligibilityQuery'),
    eligibilityConfirmed: is('eligibilityConfirmed'),
    writtenSelected: is('writtenSelected'),
    writtenPaid: is('writtenPaid'),
    oralSelected: is('oralSelected'),
    oralPaid: is('oralPaid'),
    ...more,
  };
}

describe('the progress bar', () => {
  it('goes through the obligatory steps one after the other', () => {
    expect([0, 1, 2, 3, 4].map((done) => nextStep(progress(done)))).toEqual(PROGRESS_STEPS.slice(0, 5));
    expect(nextStep(progress(4, { oralSelected: true }))).toBe('writtenPaid');
    expect(progressEnd(progress(4))).toBeUndefined();
  });

  it('leads to paying an oral that is chosen, and never to choosing one', () => {
    expect(nextStep(progress(5))).toBeUndefined();
    expect(nextStep(progress(6))).toBe('oralPaid');
    expect(nextStep(progress(7))).toBeUndefined();
  });

  it('says what is done once nothing is left to do', () => {
    expect(progressEnd(progress(5))).toBe('obligatoryDone');
    expect(progressEnd(progress(6))).toBeUndefined();
    expect(progressEnd(progress(7))).toBe('allDone');
  });
});
