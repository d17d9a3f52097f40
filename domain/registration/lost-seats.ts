import type { Instant } from '../time.ts';
import type { RegistrationEvent } from './events.ts';
import { applyEvent } from './evolve.ts';
import { withFollowUps } from './follow-ups.ts';
import { type Registration, writtenOf } from './state.ts';

/**
 * What is left of a choice of subjects when no seat was found for some of them: nor is an oral taken without its
 * written, and what would have followed from a lost entry does not follow.
 */
export function withoutLostSeats(
  registration: Registration,
  events: RegistrationEvent[],
  lostEntryIds: readonly string[],
  now: Instant,
): RegistrationEvent[] {
  const taken: RegistrationEvent[] = [];
  let state = registration;
  for (const event of events) {
    if (event.type !== 'entryTaken' || lostEntryIds.includes(event.entry.id)) continue;
    if (event.entry.mode === 'oral' && !writtenOf(state, event.entry)) continue;
    taken.push(event);
    state = applyEvent(state, event);
  }
  return taken.length > 0 ? withFollowUps(registration, taken, now) : [];
}
