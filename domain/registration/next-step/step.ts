import type { Mode } from '../../subjects.ts';
import type { Instant } from '../../time.ts';

/** What comes next for a candidate, one for every state. */
export const STEPS = [
  // Without a registration.
  'signIn',
  'callSupport',
  'registrationOver',
  'refundUnderWay',
  'datesUnknown',
  'verifyEmail',
  'acceptAgreement',
  'chooseProvince',
  'waitForRollCheck',
  'findRoll',
  'noRollMatch',
  'notEligible',
  'waitForRegistration',
  'saveRegistration',
  'registerAgain',
  // With one: what is lost at a moment.
  'withdrawing',
  'pay',
  'finishPaying',
  'payPromoted',
  'cannotPay',
  'chooseSubject',
  'chooseAgain',
  'nothingChosen',
  // What settles by itself.
  'settling',
  'seatOffered',
  // What may be missed.
  'acceptAgain',
  'chooseTranscript',
  'resubmitReview',
  'chooseCet6',
  'printTicket',
  // Where nothing presses.
  'waiting',
  'reviewPending',
  'chooseOral',
  'collectTicket',
  'waitForTicket',
  'ticketOver',
] as const;

export type Step = (typeof STEPS)[number];

/**
 * The one moment of a step:
 * - `lost`: something goes then
 * - `until`: it can be done no longer
 * - `from`: it can be done no sooner
 */
export interface StepMoment {
  is: 'lost' | 'until' | 'from';
  at: Instant;
}

export interface NextStep {
  step: Step;
  moment: StepMoment | null;
  /** The entry or the place in a queue that it is about. */
  about?: string;
  mode?: Mode;
  /** Those it is about where it may be more than one. */
  modes?: readonly Mode[];
  /** True when a transcript is to be chosen before paying. */
  transcriptFirst?: true;
  /** The code of the reason why there is nothing to be done. */
  refusal?: string;
}
