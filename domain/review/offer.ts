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

/** Why a re-check is not offered to a candidate now; null: it is. */
export function offerRefusal(facts: OfferFacts, now: Instant): DomainErrorCode | null {
  const cet6 = facts.subjects.find(
    ({ subject }) =>
      subject.mode === 'written' && subject.language === SCORED_LANGUAGE && subject.level === 6,
  );
  if (!cet6 || cet6.reason === 'NOT_OFFERED') return 'REVIEW_NOT_OFFERED';
  if (cet6.reason === 'BLACK_LISTED') return 'REVIEW_BARRED';
  if (cet6.reason === null) return 'REVIEW_NOT_NEEDED';
  if (windowState(facts.rollCheckWindow, now) !== 'open') return 'ROLL_CHECK_NOT_OPEN';
  // Before online registration opens a re-check can be asked for; what is undecided at its end lapses.
  const registration = windowState(facts.registrationWindow, now);
  if (registration === 'unset') return 'REGISTRATION_NOT_OPEN';
  return registration === 'after' ? 'REGISTRATION_CLOSED' : null;
}

/** The moment such a refusal turns on: when a window opens, or closed. Null where it is no question of time. */
export function offerMoment(refusal: DomainErrorCode, facts: OfferFacts, now: Instant): WindowMoment | null {
  if (refusal === 'ROLL_CHECK_NOT_OPEN') return nearestMoment([facts.rollCheckWindow], now);
  const isOfRegistration = refusal === 'REGISTRATION_NOT_OPEN' || refusal === 'REGISTRATION_CLOSED';
  return isOfRegistration ? nearestMoment([facts.registrationWindow], now) : null;
}
