import { windowState } from '../../exam-session/windows.ts';
import type { Mode } from '../../subjects.ts';
import type { Instant } from '../../time.ts';
import type { EntryFact, PersonFacts, RegisteredFacts } from './facts.ts';
import type { NextStep, Step, StepMoment } from './step.ts';

const MODES: Mode[] = ['written', 'oral'];

/**
 * Finds what comes next for somebody who has a registration. What is lost first comes first; then what settles by itself,
 * so that nobody acts meanwhile; then what may be missed, the nearest end first; then what nothing presses for.
 */
export function stepOfRegistration(
  person: NonNullable<PersonFacts>,
  facts: RegisteredFacts,
  now: Instant,
): NextStep {
  if (facts.withdrawing) return { step: 'withdrawing', moment: null };
  const lost = byMoment(lostSteps(facts));
  const [step] = [
    ...lost.filter(({ moment }) => moment !== null),
    ...settlingSteps(facts),
    ...lost,
    ...byMoment(missableSteps(facts, now)),
    ...unpressedSteps(person, facts, now),
  ];
  return step ?? { step: 'ticketOver', moment: null };
}

/** What goes at a moment unless something is done: unpaid entries, and a registration without any. */
function lostSteps(facts: RegisteredFacts): NextStep[] {
  const steps = facts.entries.flatMap((entry): NextStep[] => {
    const { id, mode, deadlineAt, payRefusal } = entry;
    // Nobody is hurried while the gateway is asked.
    if (entry.state !== 'unpaid' || payRefusal === 'ORDER_SETTLING') return [];
    const moment: StepMoment | null = deadlineAt === null ? null : { is: 'lost', at: deadlineAt };
    const transcriptFirst = facts.transcriptMissing.includes(mode) && ({ transcriptFirst: true } as const);
    if (payRefusal === null)
      return [{ step: payStep(facts, entry), moment, about: id, mode, ...transcriptFirst }];
    return [{ step: 'cannotPay', moment, about: id, mode, refusal: payRefusal }];
  });
  // Of those that go at the same moment, the one that can be saved.
  const payable = (step: NextStep) => Number(step.step !== 'cannotPay');

  const ranked = steps.toSorted((one, other) => payable(other) - payable(one));
  return facts.keepUntilAt === null ? ranked : [...ranked, emptyStep(facts, facts.keepUntilAt)];
}

function payStep(facts: RegisteredFacts, { mode, fromWaitlist }: EntryFact): Step {
  if (facts.openOrders.includes(mode)) return 'finishPaying';
  return fromWaitlist ? 'payPromoted' : 'pay';
}

function emptyStep({ agreed, selectWritten, waitLapsed }: RegisteredFacts, keepUntilAt: Instant): NextStep {
  const moment: StepMoment = { is: 'lost', at: keepUntilAt };
  if (selectWritten !== null) return { step: 'nothingChosen', moment, refusal: selectWritten };
  if (!agreed) return { step: 'acceptAgain', moment };
  return { step: waitLapsed ? 'chooseAgain' : 'chooseSubject', moment };
}

function settlingSteps({ entries, waits }: RegisteredFacts): NextStep[] {
  const isConfirming = entries.some(
    ({ state, payRefusal }) =>
      state === 'settling' || (state === 'unpaid' && payRefusal === 'ORDER_SETTLING'),
  );
  const offered = waits.find(({ isOffered }) => isOffered);
  return [
    ...(isConfirming ? [{ step: 'settling', moment: null } as const] : []),
    ...(offered ? [{ step: 'seatOffered', moment: null, about: offered.id } as const] : []),
  ];
}

/** What can be done until its window ends, and is missed then. */
function missableSteps(facts: RegisteredFacts, now: Instant): NextStep[] {
  const { registrationWindow, review, transcriptUntil, tickets } = facts;
  const steps: NextStep[] = [];
  if (transcriptUntil !== null)
    steps.push({ step: 'chooseTranscript', moment: { is: 'until', at: transcriptUntil } });
  if (registrationWindow && windowState(registrationWindow, now) === 'open') {
    const moment: StepMoment = { is: 'until', at: registrationWindow.closesAt };
    // Whatever else is taken waits for it.
    if (!facts.agreed) steps.push({ step: 'acceptAgain', moment });
    if (review === 'rejected') steps.push({ step: 'resubmitReview', moment });
    if (review === 'approved' && !facts.hasCet6 && facts.selectWritten === null)
      steps.push({ step: 'chooseCet6', moment });
  }
  const printable = MODES.flatMap((mode) => {
    const { window, refusal } = tickets[mode];
    return refusal === null && window ? [{ mode, closesAt: window.closesAt }] : [];
  });
  if (printable.length > 0) {
    const at = Math.min(...printable.map(({ closesAt }) => closesAt));
    steps.push({
      step: 'printTicket',
      moment: { is: 'until', at },
      modes: printable.map(({ mode }) => mode),
    });
  }
  return steps;
}

function unpressedSteps(
  { emailVerified }: NonNullable<PersonFacts>,
  facts: RegisteredFacts,
  now: Instant,
): NextStep[] {
  const { waits, review, registrationWindow, entries } = facts;
  const steps: NextStep[] = [];
  const end: StepMoment | null =
    registrationWindow && windowState(registrationWindow, now) === 'open'
      ? { is: 'until', at: registrationWindow.closesAt }
      : null;
  if (!emailVerified) steps.push({ step: 'verifyEmail', moment: null });
  const [first] = waits.toSorted((one, other) => one.endsAt - other.endsAt);
  if (first) steps.push({ step: 'waiting', moment: { is: 'until', at: first.endsAt }, about: first.id });
  if (review === 'pending' && end) steps.push({ step: 'reviewPending', moment: end });
  const hasOral = entries.some(({ mode }) => mode === 'oral');
  if (end && facts.selectOral === null && !hasOral) steps.push({ step: 'chooseOral', moment: end });
  return [...steps, ...ticketSteps(facts, now)];
}

/** Where tickets stand that cannot be printed now: the next opening first, before what is got elsewhere or is over. */
function ticketSteps({ tickets }: RegisteredFacts, now: Instant): NextStep[] {
  const of = (...refusals: string[]) =>
    MODES.filter((mode) => refusals.includes(tickets[mode].refusal ?? '')).map((mode) => ({
      mode,
      ...tickets[mode],
    }));
  const later = of('TICKET_NOT_YET', 'TICKET_NOT_ARRANGED').map(({ mode, window, refusal }): NextStep => {
    const opens = window && windowState(window, now) === 'before';
    return {
      step: 'waitForTicket',
      moment: opens ? { is: 'from', at: window.opensAt } : null,
      mode,
      ...(refusal !== null && { refusal }),
    };
  });
  return [
    ...byMoment(later),
    ...of('TICKET_SCHOOL_PRINTS').map(
      ({ mode }): NextStep => ({ step: 'collectTicket', moment: null, mode }),
    ),
    ...of('TICKET_PRINT_ENDED').map(({ mode }): NextStep => ({ step: 'ticketOver', moment: null, mode })),
  ];
}

/** Puts what has the nearest moment first, and what has none last. */
function byMoment(steps: NextStep[]): NextStep[] {
  const at = ({ moment }: NextStep) => moment?.at ?? Number.POSITIVE_INFINITY;
  return steps.toSorted((one, other) => (at(one) === at(other) ? 0 : at(one) - at(other)));
}
