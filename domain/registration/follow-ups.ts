import type { Instant } from '../time.ts';
import type { RegistrationEvent } from './events.ts';
import { applyEvent } from './evolve.ts';
import { releaseEvents } from './release.ts';
import { heldEntries, liveEntries, pendingOrderOf, type Registration, writtenOf } from './state.ts';
import type { WaitlistEntry } from '../seats/waitlist.ts';

/**
 * Appends the automatic consequences of a decision to its events:
 * - an unpaid oral goes when its written went
 * - an open order one of whose entries was paid through another order is closed
 * - a place in a queue ends when a subject of its level and mode is taken, or its written went
 * - 报名信息删除 goes on once the gateway has answered, and stops when something turns out paid
 * - a registration without entries ends when its time is over
 */
export function withFollowUps(
  registration: Registration,
  events: RegistrationEvent[],
  now: Instant,
): RegistrationEvent[] {
  const all = [...events];
  let state = events.reduce(applyEvent, registration);
  for (const followUp of [orphanedOrals, doublyOrdered, withdrawal, pointlessWaits, ending]) {
    const more = followUp(state, now);
    all.push(...more);
    state = more.reduce(applyEvent, state);
  }
  return all;
}

function orphanedOrals(registration: Registration): RegistrationEvent[] {
  const orphans = heldEntries(registration).filter(
    (entry) => entry.mode === 'oral' && !writtenOf(registration, entry),
  );
  return releaseEvents(
    registration,
    orphans.map((entry) => entry.id),
    'writtenReleased',
  );
}

function doublyOrdered(registration: Registration): RegistrationEvent[] {
  const paid = new Set(
    registration.entries.filter((entry) => entry.state === 'paid').map((entry) => entry.id),
  );
  return registration.orders
    .filter(
      (order) => order.state === 'open' && !order.settlement && order.entryIds.some((id) => paid.has(id)),
    )
    .map((order) => ({
      type: 'orderSettling',
      orderNo: order.orderNo,
      settlement: { reason: 'replaced', releaseEntryIds: [] },
    }));
}

/**
 * Continues a deletion. Nothing is given back before the gateways have answered: if something is paid, the registration
 * stays as it was.
 */
function withdrawal(registration: Registration): RegistrationEvent[] {
  if (!registration.withdrawing) return [];
  const live = liveEntries(registration);
  if (live.some((entry) => entry.state === 'paid')) return [{ type: 'withdrawalStopped' }];
  const asked = live.filter((entry) => pendingOrderOf(registration, entry.id));
  return releaseEvents(
    registration,
    (asked.length > 0 ? asked : live).map((entry) => entry.id),
    'withdrawn',
  );
}

function pointlessWaits(registration: Registration): RegistrationEvent[] {
  return registration.waitlist.flatMap((wait): RegistrationEvent[] => {
    const reason = endOfWait(registration, wait);
    return reason ? [{ type: 'waitlistLeft', waitlistEntryId: wait.id, reason }] : [];
  });
}

function endOfWait(registration: Registration, wait: WaitlistEntry) {
  if (registration.withdrawing && liveEntries(registration).length === 0) return 'withdrawn';
  const taken = liveEntries(registration).some(
    (entry) => entry.level === wait.level && entry.mode === wait.mode,
  );
  if (taken) return 'subjectTaken';
  return wait.mode === 'oral' && !writtenOf(registration, wait) ? 'writtenReleased' : null;
}

function ending(registration: Registration, now: Instant): RegistrationEvent[] {
  if (registration.passportId === null || liveEntries(registration).length > 0) return [];
  if (registration.waitlist.length > 0) return [];
  if (registration.withdrawing) return [{ type: 'deleted', reason: 'withdrawn' }];
  return now >= registration.keepUntilAt ? [{ type: 'deleted', reason: 'expired' }] : [];
}
