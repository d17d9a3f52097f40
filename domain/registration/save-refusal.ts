import type { DomainErrorCode } from '../errors.ts';
import type { SubjectEligibility } from '../roll/eligibility.ts';
import type { Instant, Period } from '../time.ts';
import { windowState } from '../exam-session/windows.ts';

export interface SaveFacts {
  claiming: boolean;
  /** Whose the candidate is this exam session. */
  boundBy: 'nobody' | 'you' | 'another';
  /** Whether the passport is bound to another candidate this exam session. */
  passportBoundElsewhere: boolean;
  registrationWindow: Period | null;
  subjects: Pick<SubjectEligibility, 'reason'>[];
}

/** Why a candidate cannot be saved as a registration now, the reason hardest to mend first; null: they can. */
export function saveRefusal(facts: SaveFacts, now: Instant): DomainErrorCode | 'PASSPORT_CLAIMING' | null {
  if (facts.claiming) return 'PASSPORT_CLAIMING';
  if (facts.boundBy === 'you') return null;
  if (facts.boundBy === 'another') return 'CANDIDATE_TAKEN';
  if (facts.passportBoundElsewhere) return 'PASSPORT_ALREADY_BOUND';
  if (!facts.subjects.some((subject) => subject.reason === null)) return 'NO_ELIGIBLE_SUBJECT';
  const window = windowState(facts.registrationWindow, now);
  if (window === 'open') return null;
  return window === 'after' ? 'REGISTRATION_CLOSED' : 'REGISTRATION_NOT_OPEN';
}
