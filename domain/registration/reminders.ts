import { HOUR_MS, type Instant } from '../time.ts';
import { type Entry, heldEntries, isEntrySettling, type Registration } from './state.ts';

/** How long before its deadline an unpaid entry is worth a word. */
const REMINDERS = [
  { kind: '6h', beforeMs: 6 * HOUR_MS },
  { kind: '1h', beforeMs: HOUR_MS },
] as const;

export type ReminderKind = (typeof REMINDERS)[number]['kind'];

export interface DueReminder {
  kind: ReminderKind;
  entry: Entry;
}

/** The reminders whose time has come: of each entry the most urgent, the ones before it being out of date. */
export function dueReminders(registration: Registration, now: Instant): DueReminder[] {
  return remindable(registration).flatMap((entry) => {
    const due = momentsOf(entry).findLast(({ at }) => at <= now);
    return due && now < entry.deadlineAt ? [{ kind: due.kind, entry }] : [];
  });
}

/** The first moment after `since` at which a reminder is due; null when none is. */
export function nextReminderAt(registration: Registration, since: Instant = 0): Date | null {
  const moments = remindable(registration)
    .flatMap(momentsOf)
    .map(({ at }) => at)
    .filter((at) => at > since);
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/** While the gateway is being asked the candidate may have paid. */
function remindable(registration: Registration): Entry[] {
  return heldEntries(registration).filter((entry) => !isEntrySettling(registration, entry.id));
}

/** Whoever takes a subject so late that a reminder is already due has just been told the deadline. */
function momentsOf({ takenAt, deadlineAt }: Entry): { kind: ReminderKind; at: Instant }[] {
  return REMINDERS.map(({ kind, beforeMs }) => ({ kind, at: deadlineAt - beforeMs })).filter(
    ({ at }) => at > takenAt,
  );
}
