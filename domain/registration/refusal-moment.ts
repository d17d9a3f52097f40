import type { DomainErrorCode } from '../errors.ts';
import { type Instant, isWithin, type Period } from '../time.ts';
import { nearestMoment, type WindowMoment } from '../exam-session/windows.ts';
import type { Command, OfferingFacts } from './commands.ts';
import { deadlineOf, promotionEndsAt } from './deadlines.ts';
import { managementEndOf } from './rules.ts';
import { heldEntries, type Registration } from './state.ts';

/** Finds the time that explains a refusal: when the window opens, or closed. Null when there is none to name. */
export function refusalMoment(
  code: DomainErrorCode,
  registration: Registration,
  command: Command,
  now: Instant,
): WindowMoment | null {
  switch (code) {
    case 'REGISTRATION_NOT_OPEN':
    case 'REGISTRATION_CLOSED': {
      const window =
        'facts' in command && 'registrationWindow' in command.facts ? command.facts.registrationWindow : null;
      return nearestMoment([window], now);
    }
    case 'CAMPUS_MANAGEMENT_ENDED':
      return { closesAt: firstEnd(registration, command) };
    case 'WAITLIST_CLOSED':
      return { closesAt: promotionEndsAt(firstEnd(registration, command)) };
    case 'SUBJECT_WINDOW_CLOSED':
      return nearestMoment(
        subjectWindows(command).filter((window) => !isWithin(window, now)),
        now,
      );
    case 'TRANSCRIPT_WINDOW_CLOSED':
      return command.type === 'chooseTranscripts'
        ? nearestMoment(command.facts.transcriptWindows, now)
        : null;
    case 'PAYMENT_CLOSED':
      return {
        closesAt:
          command.type === 'openOrder' && command.facts.ends
            ? command.facts.ends.managementEndsAt
            : registration.managementEndsAt,
      };
    case 'DEADLINE_TOO_NEAR': {
      const deadlines = heldEntries(registration)
        .filter(({ mode }) => command.type !== 'openOrder' || mode === command.mode)
        .map((entry) => deadlineOf(registration, entry));
      return { closesAt: Math.min(...deadlines.filter((deadlineAt) => deadlineAt > now)) };
    }
    default:
      return null;
  }
}

function subjectWindows(command: Command): Period[] {
  return rowsOf(command).map(({ window }) => window);
}

function firstEnd(registration: Registration, command: Command): Instant {
  return Math.min(...rowsOf(command).map((row) => managementEndOf(registration, row)));
}

function rowsOf(command: Command): OfferingFacts[] {
  if (command.type === 'selectSubjects') return command.rows;
  return command.type === 'joinWaitlist' ? [command.row] : [];
}
