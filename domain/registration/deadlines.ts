import { DAY_MS, HOUR_MS, type Instant } from '../time.ts';
import { gatewayWork } from './gateway-work.ts';
import { heldEntries, isEntrySettling, liveEntries, type Registration } from './state.ts';

export interface WakeUp {
  at: Instant;
  why: 'entryDeadline' | 'registrationEnds' | 'waitlistEnds' | 'close';
}

/**
 * Finds the next moment at which something happens by itself; null without a binding, or when only the gateway's answer
 * can change anything. Entries being settled have no deadline of their own, and nothing closes while the gateway is
 * asked: a past moment that changed nothing would come again at once, forever.
 */
export function nextWakeUp(registration: Registration): WakeUp | null {
  if (registration.passportId === null) return null;
  const candidates: WakeUp[] = [];
  if (gatewayWork(registration).length === 0) candidates.push({ at: registration.closesAt, why: 'close' });
  for (const entry of heldEntries(registration)) {
    if (!isEntrySettling(registration, entry.id))
      candidates.push({ at: entry.deadlineAt, why: 'entryDeadline' });
  }
  if (registration.waitlist.length > 0)
    candidates.push({ at: waitlistEndsAt(registration), why: 'waitlistEnds' });
  else if (liveEntries(registration).length === 0)
    candidates.push({ at: registration.keepUntilAt, why: 'registrationEnds' });
  return candidates.reduce<WakeUp | null>(
    (earliest, candidate) => (earliest && earliest.at <= candidate.at ? earliest : candidate),
    null,
  );
}

/**
 * Computes when promotion ends: an hour before the management window does, because a later seat could hardly be paid.
 */
export function waitlistEndsAt(registration: Pick<Registration, 'managementEndsAt'>): Instant {
  return registration.managementEndsAt - HOUR_MS;
}

/** Tells whether nothing can change any more, so that the workflow may complete; the record stays. */
export function mayClose(registration: Registration, now: Instant): boolean {
  return (
    now >= registration.closesAt &&
    heldEntries(registration).length === 0 &&
    registration.waitlist.length === 0
  );
}

/**
 * Computes when a workflow closes: after the last window in which anything can change, spread over a day by a hash of
 * the registration's id, so that ten million do not close at the same moment.
 */
export function closeMoment(lastWindowEndsAt: Instant, registrationId: string): Instant {
  let hash = 0;
  for (const character of registrationId) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return lastWindowEndsAt + (hash % DAY_MS);
}
