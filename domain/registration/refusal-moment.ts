import type { DomainErrorCode } from '../errors.ts';
import { type Instant, isWithin, type Period } from '../time.ts';
import { nearestMoment, type WindowMoment } from '../exam-session/windows.ts';
import type { Command } from './commands.ts';
import { waitlistEndsAt } from './deadlines.ts';
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
      const window = 'registrationWindow' in command.facts ? command.facts.registrationWindow : null;
      // Registration is open, but the requested subject could no longer be paid in time.
      if (window && isWithin(window, now)) {
        const waits = command.type === 'joinWaitlist';
        return { closesAt: waits ? waitlistEndsAt(registration) : registration.managementEndsAt };
      }
      return nearestMoment([window], now);
    }
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
      return { closesAt: registration.managementEndsAt };
    case 'DEADLINE_TOO_NEAR': {
      const deadlines = heldEntries(registration).map((entry) => entry.deadlineAt);
      return { closesAt: Math.min(...deadlines.filter((deadlineAt) => deadlineAt > now)) };
    }
    default:
      return null;
  }
}

function subjectWindows(command: Command): Period[] {
  if (command.type === 'selectSubjects') return command.rows.map(({ window }) => window);
  return command.type === 'joinWaitlist' ? [command.row.window] : [];
}
