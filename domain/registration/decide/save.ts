import { MINUTE_MS, type Instant } from '../../time.ts';
import { registrationWindowRefusal } from '../rules.ts';
import type { SaveCommand } from '../commands.ts';
import type { Registration } from '../state.ts';
import { accept, type Decision, refuse } from './decision.ts';

/** Decides 保存并继续, which binds passport and candidate. Saving again what is saved changes nothing. */
export function decideSave(registration: Registration, command: SaveCommand, now: Instant): Decision {
  if (registration.passportId === command.passportId) return accept([]);
  if (registration.passportId !== null) return refuse('CANDIDATE_TAKEN');
  const closed = registrationWindowRefusal(command.facts.registrationWindow, now);
  if (closed) return refuse(closed);
  if (!command.facts.hasEligibleSubject) return refuse('NO_ELIGIBLE_SUBJECT');
  return accept([
    {
      type: 'saved',
      passportId: command.passportId,
      savedAt: now,
      keepUntilAt: now + command.facts.holdMinutes * MINUTE_MS,
      managementEndsAt: command.facts.managementEndsAt,
      closesAt: command.facts.closesAt,
    },
  ]);
}
