import type { SubjectPlace, WaitlistEntry } from '../seats/waitlist.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time.ts';
import { gatewayWork } from './gateway-work.ts';
import {
  type Entry,
  heldEntries,
  isEntrySettling,
  liveEntries,
  type Registration,
  writtenOf,
} from './state.ts';

export interface WakeUp {
  at: Instant;
  why: 'entryDeadline' | 'registrationEnds' | 'waitlistEnds' | 'close';
}

/**
 * Finds the moment at which an unpaid entry goes unless something is paid: its own deadline, and for an oral the
 * earlier of its own and that of its unpaid written, which takes it along. A written about which the gateway is being
 * asked has no deadline to go by.
 */
export function deadlineOf(registration: Registration, entry: Entry): Instant {
  return notAfterWritten(registration, entry, entry.deadlineAt);
}

/**
 * Finds the moment at which a place in a queue goes unless something is paid: with promotion at the campus of its seat,
 * and for an oral no later than its unpaid written.
 */
export function waitGoesAt(registration: Registration, wait: WaitlistEntry): Instant {
  return notAfterWritten(registration, wait, waitEndsAt(registration, wait));
}

/** Cuts the end of an oral off at that of its written, as long as that has one. */
function notAfterWritten(registration: Registration, place: SubjectPlace, endsAt: Instant): Instant {
  const written = place.mode === 'oral' ? writtenOf(registration, place) : undefined;
  if (written?.state !== 'held' || isEntrySettling(registration, written.id)) return endsAt;
  return Math.min(endsAt, written.deadlineAt);
}

/** Tells whether an oral goes before its own deadline, with its written, unless that is paid. */
export function goesWithWritten(registration: Registration, entry: Entry): boolean {
  return deadlineOf(registration, entry) < entry.deadlineAt;
}

/**
 * Finds the next moment at which something happens by itself; null without a binding, or when only the gateway's answer
 * can change anything. Entries being settled have no deadline of their own, and nothing closes while the gateway is
 * asked: a past moment that changed nothing would come again at once, forever.
 */
export function nextWakeUp(registration: Registration): WakeUp | null {
  if (registration.passportId === null) return null;
  const candidates: WakeUp[] = [];
  for (const entry of heldEntries(registration)) {
    if (!isEntrySettling(registration, entry.id))
      candidates.push({ at: entry.deadlineAt, why: 'entryDeadline' });
  }
  for (const wait of registration.waitlist)
    candidates.push({ at: waitEndsAt(registration, wait), why: 'waitlistEnds' });
  if (gatewayWork(registration).length === 0 && !isWaitedFor(registration))
    candidates.push({ at: registration.closesAt, why: 'close' });
  if (registration.waitlist.length === 0 && liveEntries(registration).length === 0)
    candidates.push({ at: registration.keepUntilAt, why: 'registrationEnds' });
  return candidates.reduce<WakeUp | null>(
    (earliest, candidate) => (earliest && earliest.at <= candidate.at ? earliest : candidate),
    null,
  );
}

/**
 * Finds the moment from which a record waits for its workflow: its next wake-up, or since it was written while a gateway
 * is to be asked; null when nothing is to happen by itself. Closing changes no record.
 */
export function dueMoment(registration: Registration, writtenAt: Instant): Instant | null {
  const wakeUp = nextWakeUp(registration);
  const moments = wakeUp && wakeUp.why !== 'close' ? [wakeUp.at] : [];
  if (gatewayWork(registration).length > 0) moments.push(writtenAt);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** Computes when promotion ends: an hour before the management window does, as a later seat could hardly be paid. */
export function promotionEndsAt(managementEndsAt: Instant): Instant {
  return managementEndsAt - HOUR_MS;
}

/** Finds when a place in a queue ends by itself, whatever becomes of its written: with promotion at the campus of its seat. */
export function waitEndsAt(
  { managementEndsAt }: Pick<Registration, 'managementEndsAt'>,
  { endsAt }: Pick<WaitlistEntry, 'endsAt'>,
): Instant {
  return endsAt ?? promotionEndsAt(managementEndsAt);
}

/** Tells whether something is left that has a deadline of its own, perhaps at a campus that closes later. */
function isWaitedFor(registration: Registration): boolean {
  return heldEntries(registration).length > 0 || registration.waitlist.length > 0;
}

/** Tells whether nothing can change any more, so that the workflow may complete; the record stays. */
export function mayClose(registration: Registration, now: Instant): boolean {
  return now >= registration.closesAt && !isWaitedFor(registration);
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
