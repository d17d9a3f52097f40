import type { Instant } from '../time.ts';
import type { RegistrationEvent } from './events.ts';
import { applyEvent } from './evolve.ts';
import { withFollowUps } from './follow-ups.ts';
import { type Registration, writtenOf } from './state.ts';

/**
 * Reduces a choice of subjects to the part that got seats: an oral is not taken without its written, and consequences
 * of a lost entry are dropped.
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
