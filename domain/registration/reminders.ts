import { HOUR_MS, type Instant } from '../time.ts';
import { type Entry, heldEntries, isEntrySettling, type Registration } from './state.ts';

/** The times before its deadline at which an unpaid entry gets a reminder. */
const REMINDERS = [
  { kind: '6h', beforeMs: 6 * HOUR_MS },
  { kind: '1h', beforeMs: HOUR_MS },
] as const;

export type ReminderKind = (typeof REMINDERS)[number]['kind'];

export interface DueReminder {
  kind: ReminderKind;
  entry: Entry;
}

/** Lists the reminders that are due: for each entry only the most urgent, as the earlier ones are out of date. */
export function dueReminders(registration: Registration, now: Instant): DueReminder[] {
  return remindable(registration).flatMap((entry) => {
    const due = momentsOf(entry).findLast(({ at }) => at <= now);
    return due && now < entry.deadlineAt ? [{ kind: due.kind, entry }] : [];
  });
}

/** Finds the first moment after `since` at which a reminder is due; null when none is. */
export function nextReminderAt(registration: Registration, since: Instant = 0): Date | null {
  const moments = remindable(registration)
    .flatMap(momentsOf)
    .map(({ at }) => at)
    .filter((at) => at > since);
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/** Lists the entries to remind of; those about which the gateway is being asked may be paid already. */
function remindable(registration: Registration): Entry[] {
  return heldEntries(registration).filter((entry) => !isEntrySettling(registration, entry.id));
}

/**
 * Lists the times of an entry's reminders. Those due before it was taken are left out: the candidate has just been told
 * the deadline.
 */
function momentsOf({ takenAt, deadlineAt }: Entry): { kind: ReminderKind; at: Instant }[] {
  return REMINDERS.map(({ kind, beforeMs }) => ({ kind, at: deadlineAt - beforeMs })).filter(
    ({ at }) => at > takenAt,
  );
}
