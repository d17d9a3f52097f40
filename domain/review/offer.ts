import type { SubjectEligibility } from '../roll/eligibility.ts';
import type { DomainErrorCode } from '../errors.ts';
import { SCORED_LANGUAGE } from '../subjects.ts';
import type { Instant, Period } from '../time.ts';
import { nearestMoment, type WindowMoment, windowState } from '../exam-session/windows.ts';

export interface OfferFacts {
  subjects: Pick<SubjectEligibility, 'subject' | 'reason'>[];
  rollCheckWindow: Period | null;
  registrationWindow: Period | null;
}

/** Finds the reason why a re-check is not offered to a candidate now; null when it is. */
export function offerRefusal(facts: OfferFacts, now: Instant): DomainErrorCode | null {
  const cet6 = facts.subjects.find(
    ({ subject }) =>
      subject.mode === 'written' && subject.language === SCORED_LANGUAGE && subject.level === 6,
  );
  if (!cet6 || cet6.reason === 'NOT_OFFERED') return 'REVIEW_NOT_OFFERED';
  if (cet6.reason === 'BLACK_LISTED') return 'REVIEW_BARRED';
  if (cet6.reason === null) return 'REVIEW_NOT_NEEDED';
  if (windowState(facts.rollCheckWindow, now) !== 'open') return 'ROLL_CHECK_NOT_OPEN';
  // A re-check can be asked for even before online registration opens; it lapses if undecided at its end.
  const registration = windowState(facts.registrationWindow, now);
  if (registration === 'unset') return 'REGISTRATION_NOT_OPEN';
  return registration === 'after' ? 'REGISTRATION_CLOSED' : null;
}

/** Finds the time that explains such a refusal: when a window opens, or closed. Null when it is not about time. */
export function offerMoment(refusal: DomainErrorCode, facts: OfferFacts, now: Instant): WindowMoment | null {
  if (refusal === 'ROLL_CHECK_NOT_OPEN') return nearestMoment([facts.rollCheckWindow], now);
  const isOfRegistration = refusal === 'REGISTRATION_NOT_OPEN' || refusal === 'REGISTRATION_CLOSED';
  return isOfRegistration ? nearestMoment([facts.registrationWindow], now) : null;
}
