import type { DomainErrorCode } from '../errors.ts';
import type { SubjectEligibility } from '../roll/eligibility.ts';
import type { Instant, Period } from '../time.ts';
import { windowState } from '../exam-session/windows.ts';

export interface SaveFacts {
  /** The holder of the candidate in this exam session. */
  boundBy: 'nobody' | 'you' | 'another';
  /** True when the passport is bound to another candidate in this exam session. */
  passportBoundElsewhere: boolean;
  registrationWindow: Period | null;
  subjects: Pick<SubjectEligibility, 'reason'>[];
}

/**
 * Finds the reason why a candidate cannot be saved as a registration now, the one hardest to mend first; null when they
 * can.
 */
export function saveRefusal(facts: SaveFacts, now: Instant): DomainErrorCode | null {
  if (facts.boundBy === 'you') return null;
  if (facts.boundBy === 'another') return 'CANDIDATE_TAKEN';
  if (facts.passportBoundElsewhere) return 'PASSPORT_ALREADY_BOUND';
  if (!facts.subjects.some((subject) => subject.reason === null)) return 'NO_ELIGIBLE_SUBJECT';
  const window = windowState(facts.registrationWindow, now);
  if (window === 'open') return null;
  return window === 'after' ? 'REGISTRATION_CLOSED' : 'REGISTRATION_NOT_OPEN';
}
