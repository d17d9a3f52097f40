import type { Instant } from '../../time.ts';
import type { Command, Occurrence, PresentEnds } from '../commands.ts';
import { waitEndsAt } from '../deadlines.ts';
import type { RegistrationEvent } from '../events.ts';
import { applyEvent } from '../evolve.ts';
import { withFollowUps } from '../follow-ups.ts';
import { movedEnds } from '../registration-ends.ts';
import { releaseEvents } from '../release.ts';
import { heldEntries, isEntrySettling, type Registration } from '../state.ts';
import { decideCancelEntry } from './cancel-entry.ts';
import { type Accepted, accept, type Decision, type NeedsReinstatementFacts, refuse } from './decision.ts';
import { decideOpenOrder, decideRefreshOrder } from './orders.ts';
import { decideOrderChecked, decidePayment } from './payments.ts';
import { decideSave } from './save.ts';
import { decideSelectSubjects } from './select-subjects.ts';
import { decideJoinWaitlist, decideLeaveWaitlist, decideOfferLapsed, decideSeatOffered } from './waitlist.ts';
import { decideChooseTranscripts, decideSetQuickPrint } from './transcripts.ts';
import { decideWithdraw } from './withdraw.ts';

/**
 * Decides whether a command may be carried out now, and its effects. The API asks first, to refuse early; the
 * workflow's decision counts.
 */
export function decide(registration: Registration, command: Command, now: Instant): Decision {
  const moved = command.type === 'openOrder' ? movedBy(registration, command.facts) : [];
  const current = moved.reduce(applyEvent, registration);
  const decision = decideCommand(current, command, now);
  if (decision.kind === 'refused') return decision;
  const events =
    decision.events.length > 0 ? [...moved, ...withFollowUps(current, decision.events, now)] : [];
  return { ...decision, code: codeAfter(decision, events), events };
}

/** Decides what an occurrence changes; never refuses. */
export function decideOccurrence(
  registration: Registration,
  occurrence: Occurrence,
  now: Instant,
): Accepted | NeedsReinstatementFacts {
  const moved = 'ends' in occurrence ? movedBy(registration, occurrence) : [];
  const current = moved.reduce(applyEvent, registration);
  const decision = decideWhatHappened(current, occurrence, now);
  if (decision.kind !== 'accepted') return decision;
  return { ...decision, events: [...moved, ...withFollowUps(current, decision.events, now)] };
}

/** Takes over ends that staff have moved, before anything is decided by them. */
function movedBy(registration: Registration, { ends }: { ends?: PresentEnds }): RegistrationEvent[] {
  return ends ? movedEnds(registration, ends) : [];
}

function decideCommand(registration: Registration, command: Command, now: Instant): Decision {
  if (command.type === 'save') return decideSave(registration, command, now);
  if (registration.passportId === null) return refuse('NOT_SAVED');
  if (registration.passportId !== command.passportId) return refuse('NOT_YOURS');
  if (registration.withdrawing && command.type !== 'withdraw' && command.type !== 'refreshOrder') {
    return refuse('ORDER_SETTLING');
  }
  switch (command.type) {
    case 'selectSubjects':
      return decideSelectSubjects(registration, command, now);
    case 'cancelEntry':
      return decideCancelEntry(registration, command, now);
    case 'joinWaitlist':
      return decideJoinWaitlist(registration, command, now);
    case 'leaveWaitlist':
      return decideLeaveWaitlist(registration, command);
    case 'chooseTranscripts':
      return decideChooseTranscripts(registration, command, now);
    case 'setQuickPrint':
      return decideSetQuickPrint(registration, command);
    case 'openOrder':
      return decideOpenOrder(registration, command, now);
    case 'refreshOrder':
      return decideRefreshOrder(registration, command);
    case 'withdraw':
      return decideWithdraw(registration, command, now);
  }
}

function decideWhatHappened(registration: Registration, occurrence: Occurrence, now: Instant) {
  switch (occurrence.type) {
    case 'paymentNotified':
      return decidePayment(registration, occurrence.payment, occurrence.reinstatement);
    case 'orderChecked':
      return decideOrderChecked(registration, occurrence, now);
    case 'offerLapsed':
      return decideOfferLapsed(registration, occurrence.waitlistEntryId);
    case 'seatOffered':
      return decideSeatOffered(registration, occurrence, now);
    case 'refundDone': {
      const { orderNo, refundNo } = occurrence;
      const refunding = registration.orders.some(
        (order) => order.orderNo === orderNo && order.state === 'refunding',
      );
      return accept(refunding ? [{ type: 'refunded', orderNo, refundNo }] : []);
    }
    case 'endsMoved':
    case 'deadlineReached': {
      const due = heldEntries(registration).filter(
        (entry) => entry.deadlineAt <= now && !isEntrySettling(registration, entry.id),
      );
      const released = releaseEvents(
        registration,
        due.map((entry) => entry.id),
        'expired',
      );
      const waitsEnd = registration.waitlist.filter((wait) => now >= waitEndsAt(registration, wait));
      const ended = waitsEnd.map(
        (wait) => ({ type: 'waitlistLeft', waitlistEntryId: wait.id, reason: 'tooLate' }) as const,
      );
      return accept([...released, ...ended]);
    }
  }
}

function codeAfter(decision: Accepted, events: Accepted['events']): Accepted['code'] {
  if (events.some((event) => event.type === 'deleted')) return 'DELETED';
  if (events.some((event) => event.type === 'orderSettling')) return 'ORDER_SETTLING';
  return decision.code;
}
