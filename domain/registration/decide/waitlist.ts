import { MINUTE_MS, type Instant } from '../../time.ts';
import type { JoinWaitlistCommand, LeaveWaitlistCommand, Occurrence } from '../commands.ts';
import { promotionEndsAt } from '../deadlines.ts';
import { choosingRefusal, managementEndOf, waitingRefusal } from '../rules.ts';
import { liveEntries, placeOf, type Registration, writtenOf } from '../state.ts';
import { accept, type Accepted, type Decision, refuse } from './decision.ts';

/**
 * Decides 提交候补: for a full pool, or an oral campus that is not open yet. The other conditions are those of choosing.
 */
export function decideJoinWaitlist(
  registration: Registration,
  command: JoinWaitlistCommand,
  now: Instant,
): Decision {
  const closed = choosingRefusal(registration, command.facts.registrationWindow, now);
  if (closed) return refuse(closed);
  const refusal = waitingRefusal(registration, command.row, command.facts, now);
  if (refusal) return refuse(refusal);
  const endsAt = promotionEndsAt(managementEndOf(registration, command.row));
  return accept([
    {
      type: 'waitlistJoined',
      waitlistEntry: { id: command.waitlistEntryId, ...placeOf(command.row), joinedAt: now, endsAt },
      endsAt,
    },
  ]);
}

/** Decides 取消候补. */
export function decideLeaveWaitlist(registration: Registration, command: LeaveWaitlistCommand): Decision {
  if (!registration.waitlist.some((wait) => wait.id === command.waitlistEntryId))
    return refuse('WAITLIST_ENTRY_NOT_FOUND');
  const { waitlistEntryId, words } = command;
  return accept([{ type: 'waitlistLeft', waitlistEntryId, reason: 'cancelled', words }]);
}

/** Decides on an offered seat: it becomes a held entry like any other, or goes to the next in the queue. */
export function decideSeatOffered(
  registration: Registration,
  { waitlistEntryId, facts }: Extract<Occurrence, { type: 'seatOffered' }>,
  now: Instant,
): Accepted {
  const wait = registration.waitlist.find((candidate) => candidate.id === waitlistEntryId);
  if (!wait) return accept([]);
  const managementEndsAt = facts.managementEndsAt ?? registration.managementEndsAt;
  const holdUntilAt = now + facts.holdMinutes * MINUTE_MS;
  const deadlineAt = Math.min(holdUntilAt, managementEndsAt);
  if (now >= promotionEndsAt(managementEndsAt))
    return accept([{ type: 'waitlistLeft', waitlistEntryId, reason: 'tooLate' }]);
  const barred =
    liveEntries(registration).some((entry) => entry.level === wait.level && entry.mode === wait.mode) ||
    (wait.mode === 'oral' && !writtenOf(registration, wait));
  if (!facts.eligible || barred)
    return accept([{ type: 'waitlistLeft', waitlistEntryId, reason: 'ineligible' }]);
  return accept([
    {
      type: 'waitlistPromoted',
      waitlistEntryId,
      entry: {
        id: wait.id,
        ...placeOf(wait),
        takenAt: now,
        deadlineAt,
        holdUntilAt,
        via: 'waitlist',
        state: 'held',
      },
    },
  ]);
}

/** Ends the place of somebody who did not take the offered seat in time. */
export function decideOfferLapsed(registration: Registration, waitlistEntryId: string): Accepted {
  const isLive = registration.waitlist.some((wait) => wait.id === waitlistEntryId);
  return accept(isLive ? [{ type: 'waitlistLeft', waitlistEntryId, reason: 'lapsed' }] : []);
}
