import type { Transaction } from '../../db/connect.ts';
import {
  acceptOffer,
  joinQueue,
  leaveQueue,
  listOpenedPools,
  lockPools,
  moveWaitEnd,
  promoteHeads,
} from '../../db/seats/waitlist.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Entry } from '../../domain/registration/state.ts';
import type { Decided, Seated } from './decided.ts';
import { refuse } from './nothing-written.ts';

/**
 * Locks the pools whose queues a decision touches, with those whose seats it will move, and accepts its offers.
 * @throws NothingWritten when an offer was passed on meanwhile
 */
export async function openQueues(tx: Transaction, decided: Decided): Promise<void> {
  const opened = await openedPools(tx, decided);
  const queues = [...queuesOf(decided, decided.events), ...opened];
  const moved = decided.moves.map((move) => move.offeringId);
  // All pools are locked at once: locked in two steps, transactions could wait for each other in a circle.
  if (queues.length > 0) await lockPools(tx, [...queues, ...moved]);
  for (const offeringId of opened) await promoteHeads(tx, offeringId, decided.at);
  for (const event of decided.events) {
    if (event.type === 'waitlistPromoted' && !(await acceptOffer(tx, event.waitlistEntryId))) {
      refuse('WAITLIST_ENTRY_NOT_FOUND');
    }
  }
}

/**
 * Lists the pools to serve first: a campus that has just opened serves its queue before anybody takes a seat there.
 * Only orals can open late.
 */
async function openedPools(tx: Transaction, { before, events, at }: Decided): Promise<number[]> {
  const taken = events.flatMap((event): Entry[] => {
    if (event.type === 'entryTaken') return [event.entry];
    return event.type === 'entryReinstated'
      ? before.entries.filter((entry) => entry.id === event.entryId)
      : [];
  });
  const orals = taken.filter((entry) => entry.mode === 'oral').map((entry) => entry.offeringId);
  return orals.length === 0 ? [] : listOpenedPools(tx, at, orals);
}

/** Joins and leaves queues. @throws NothingWritten when a seat is on public sale and should be chosen instead */
export async function moveInQueues(
  tx: Transaction,
  { registrationId, events, after, at }: Seated,
): Promise<void> {
  for (const event of events) {
    if (event.type === 'waitlistJoined') {
      const joined = await joinQueue(tx, registrationId, event.waitlistEntry, event.endsAt);
      if (!joined) refuse('SEATS_LEFT');
    } else if (event.type === 'endsMoved') {
      for (const { waitlistEntryId, endsAt } of event.waits) await moveWaitEnd(tx, waitlistEntryId, endsAt);
    } else if (event.type === 'waitlistLeft') {
      await leaveQueue(tx, event.waitlistEntryId, event.reason, { version: after.version, at });
    }
  }
}

/**
 * Gives freed seats to the heads of their queues in the transaction that freed them, so that they are never on public
 * sale meanwhile.
 */
export async function serveQueues(tx: Transaction, seated: Seated): Promise<void> {
  const freed = seated.moves.filter((move) => move.to === 'free').map((move) => move.offeringId);
  const left = queuesOf(
    seated,
    seated.events.filter((event) => event.type === 'waitlistLeft'),
  );
  for (const offeringId of [...new Set([...freed, ...left])].toSorted((one, other) => one - other)) {
    await promoteHeads(tx, offeringId, seated.at);
  }
}

/** Lists the pools whose queue an event changes. */
function queuesOf({ before }: Decided, events: RegistrationEvent[]): number[] {
  return events.flatMap((event) => {
    if (event.type === 'waitlistJoined') return [event.waitlistEntry.offeringId];
    if (event.type === 'waitlistPromoted') return [event.entry.offeringId];
    if (event.type !== 'waitlistLeft') return [];
    return before.waitlist.filter((wait) => wait.id === event.waitlistEntryId).map((wait) => wait.offeringId);
  });
}
