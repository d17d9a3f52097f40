import { windowState } from '../../exam-session/windows.ts';
import type { Instant, Period } from '../../time.ts';
import type { PersonFacts, UnregisteredFacts } from './facts.ts';
import type { NextStep, StepMoment } from './step.ts';

/** Finds what comes next for somebody who has no registration: the first thing on the way to one. */
export function stepToRegister(
  person: NonNullable<PersonFacts>,
  facts: UnregisteredFacts,
  now: Instant,
): NextStep {
  const { registrationWindow, rollCheckWindow, roll, review } = facts;
  const registering = windowState(registrationWindow, now);
  const moment = momentOf(registrationWindow, now);
  if (person.hasProvince && registering === 'after') {
    const step = facts.isRefunded ? 'refundUnderWay' : 'registrationOver';
    return { step, moment: null };
  }
  if (person.hasProvince && registering === 'unset') return { step: 'datesUnknown', moment: null };
  if (!person.emailVerified) return { step: 'verifyEmail', moment };
  if (!facts.agreed) return { step: 'acceptAgreement', moment };
  if (!person.hasProvince) return { step: 'chooseProvince', moment };
  if (windowState(rollCheckWindow, now) === 'before')
    return { step: 'waitForRollCheck', moment: momentOf(rollCheckWindow, now) };
  if (roll === 'none') return { step: 'noRollMatch', moment };
  if (roll === 'unknown') return { step: facts.wasRegistered ? 'registerAgain' : 'findRoll', moment };
  if (roll.refusal === 'NO_ELIGIBLE_SUBJECT') {
    if (review === 'pending') return { step: 'reviewPending', moment };
    if (review === 'rejected') return { step: 'resubmitReview', moment };
  }
  if (registering === 'before') return { step: 'waitForRegistration', moment };
  if (roll.refusal !== null) return { step: 'notEligible', moment, refusal: roll.refusal };
  return { step: facts.wasRegistered ? 'registerAgain' : 'saveRegistration', moment };
}

/** Gives the moment at which a window opens, or once it is open, closes. */
function momentOf(window: Period | null, now: Instant): StepMoment | null {
  const state = windowState(window, now);
  if (window && state === 'before') return { is: 'from', at: window.opensAt };
  return window && state === 'open' ? { is: 'until', at: window.closesAt } : null;
}
