import { HOUR_MS, type Instant } from '../time.ts';
import { goesWithWritten } from './deadlines.ts';
import { type Entry, heldEntries, isEntrySettling, type Registration, writtenOf } from './state.ts';

/** The times before its deadline at which an unpaid entry gets a reminder. */
const REMINDERS = [
  { kind: '6h', beforeMs: 6 * HOUR_MS },
  { kind: '1h', beforeMs: HOUR_MS },
] as const;

/** The time before the deadline; with the deadline if staff have moved it nearer, as what was sent named another one. */
export type ReminderKind =
  | (typeof REMINDERS)[number]['kind']
  | `${(typeof REMINDERS)[number]['kind']}/${Instant}`;

export interface DueReminder {
  kind: ReminderKind;
  entry: Entry;
  /** The unpaid orals that go with it before their own deadline. They get a reminder of their own once it is paid. */
  along: Entry[];
}

/** Lists the reminders that are due: for each entry only the most urgent, as the earlier ones are out of date. */
export function dueReminders(registration: Registration, now: Instant): DueReminder[] {
  return remindable(registration).flatMap((entry) => {
    const due = momentsOf(entry).findLast(({ at }) => at <= now);
    return due && now < entry.deadlineAt
      ? [{ kind: due.kind, entry, along: takenAlong(registration, entry) }]
      : [];
  });
}

/** Finds the first moment after `since` at which a reminder is due; null when none is. */
export function nextReminderAt(registration: Registration, since: Instant = 0): Instant | null {
  const moments = remindable(registration)
    .flatMap(momentsOf)
    .map(({ at }) => at)
    .filter((at) => at > since);
  return moments.length === 0 ? null : Math.min(...moments);
}

/**
 * Lists the entries to remind of by their own deadline; those about which the gateway is being asked may be paid
 * already.
 */
function remindable(registration: Registration): Entry[] {
  return heldEntries(registration).filter(
    (entry) => !isEntrySettling(registration, entry.id) && !goesWithWritten(registration, entry),
  );
}

function takenAlong(registration: Registration, written: Entry): Entry[] {
  return heldEntries(registration).filter(
    (entry) => goesWithWritten(registration, entry) && writtenOf(registration, entry)?.id === written.id,
  );
}

/**
 * Lists the times of an entry's reminders. Those due before it was taken are left out: the candidate has just been told
 * the deadline. A deadline that staff have moved nearer was told to nobody.
 */
function momentsOf({ takenAt, deadlineAt, isHurried }: Entry): { kind: ReminderKind; at: Instant }[] {
  return REMINDERS.map(({ kind, beforeMs }) => ({
    kind: isHurried ? (`${kind}/${deadlineAt}` as const) : kind,
    at: deadlineAt - beforeMs,
  })).filter(({ at }) => isHurried || at > takenAt);
}
