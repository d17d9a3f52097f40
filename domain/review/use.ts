import type { Registration } from '../registration/state.ts';
import { SCORED_LANGUAGE } from '../subjects.ts';

/** Tells whether a registration holds, or has paid for, a subject that a re-check opens. A wait is looked at again at its turn. */
export function holdsScoredSubject({ entries }: Pick<Registration, 'entries'>): boolean {
  return entries.some(
    ({ state, level, language }) => state !== 'released' && level === 6 && language === SCORED_LANGUAGE,
  );
}
