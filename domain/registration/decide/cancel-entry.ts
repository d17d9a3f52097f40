import { MINUTE_MS, type Instant } from '../../time.ts';
import type { CancelEntryCommand } from '../commands.ts';
import type { RegistrationEvent } from '../events.ts';
import { releaseEvents } from '../release.ts';
import { choosingRefusal } from '../rules.ts';
import { isEntrySettling, liveEntries, type Registration } from '../state.ts';
import { accept, type Decision, refuse } from './decision.ts';

/** Decides 取消报考. A candidate who cancels the last entry always gets some time to choose another, however late it is. */
export function decideCancelEntry(
  registration: Registration,
  command: CancelEntryCommand,
  now: Instant,
): Decision {
  const live = liveEntries(registration);
  const entry = live.find((candidate) => candidate.id === command.entryId);
  if (!entry) return refuse('ENTRY_NOT_FOUND');
  if (entry.state === 'paid') return refuse('ENTRY_PAID');
  if (isEntrySettling(registration, entry.id)) return refuse('ORDER_SETTLING');
  const closed = choosingRefusal(registration, command.facts.registrationWindow, now);
  if (closed) return refuse(closed);
  if (entry.mode === 'written') {
    const hasOral = live.some(
      (other) => other.mode === 'oral' && other.level === entry.level && other.language === entry.language,
    );
    if (hasOral) return refuse('ORAL_STILL_TAKEN');
    const writtenCount = live.filter((other) => other.mode === 'written').length;
    if (command.facts.keepsLastWritten && writtenCount === 1) return refuse('LAST_WRITTEN_KEPT');
  }

  const events: RegistrationEvent[] = [];
  const keepUntilAt = now + command.facts.graceMinutes * MINUTE_MS;
  if (live.length === 1 && keepUntilAt > registration.keepUntilAt)
    events.push({ type: 'keptUntil', at: keepUntilAt });
  const released = releaseEvents(registration, [entry.id], 'cancelled');
  return accept([...events, ...released], released[0]?.type === 'orderSettling' ? 'ORDER_SETTLING' : 'OK');
}
