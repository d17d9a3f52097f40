import type { Mode } from '../subjects.ts';
import type { Period } from '../time.ts';
import { type ExamTime, examTimeFlaws } from './exam-times.ts';
import type { SettingFlaw } from './setting-flaws.ts';
import { isInside } from './window-rules.ts';

/** The highest fee that can be set. */
export const MAX_FEE_FEN = 10_000_000;

/** What staff set for a subject at a campus. */
export interface OfferingTerms extends Period, ExamTime {
  feeFen: number;
}

/** What a subject at a campus may lack before its exam session can be opened. */
export const OFFERING_LACKS = ['fee', 'examTime', 'seats'] as const;

export type OfferingLack = (typeof OFFERING_LACKS)[number];

/**
 * Finds what is wrong with a subject at a campus, of what is set: a window that its province has narrowed since keeps no fee from being
 * changed.
 * @param registration online registration there; null: it is not set
 */
export function offeringFlaws(
  terms: OfferingTerms & { mode: Mode },
  { registration, present, at }: { registration: Period | null; present: OfferingTerms | null; at: string },
): SettingFlaw[] {
  const isChanged = (...fields: (keyof OfferingTerms)[]) =>
    present === null || fields.some((field) => present[field] !== terms[field]);
  return [
    ...(isChanged('opensAt', 'closesAt') ? offeringWindowFlaws(terms, registration, at) : []),
    ...(isChanged('closesAt', 'examStartsAt', 'examEndsAt') ? examTimeFlaws(terms, terms.mode, at) : []),
  ];
}

function offeringWindowFlaws(terms: Period, registration: Period | null, at: string): SettingFlaw[] {
  if (terms.opensAt >= terms.closesAt) return [{ code: 'OFFERING_WINDOW_EMPTY', at }];
  if (!registration) return [{ code: 'OFFERING_WITHOUT_WINDOW', at }];
  return isInside(terms, registration) ? [] : [{ code: 'OFFERING_WINDOW_OUTSIDE', at, bound: registration }];
}
