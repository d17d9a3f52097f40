import type { Instant } from '../time.ts';
import { deadlineOf } from './deadlines.ts';
import { type Entry, isEntrySettling, liveEntries, type Registration } from './state.ts';

/** What of an entry belongs into its candidate's calendar. */
export interface CalendarMarks {
  entry: Entry;
  /** When its seat goes unless it is paid; null while there is nothing to hurry about. */
  deadlineAt: Instant | null;
  /** A deadline that may stand in a calendar already and no longer holds, for the entry is paid before it. */
  liftedAt: Instant | null;
  /** Whether the candidate sits its exam, as far as is known: only what is paid is registered. */
  sitsExam: boolean;
}

/** Finds until when a subject must be chosen, or waited for, lest the registration is deleted; null while that is no worry. */
export function chooseUntil(registration: Registration, now: Instant): Instant | null {
  const { keepUntilAt, waitlist } = registration;
  const empty = liveEntries(registration).length === 0 && waitlist.length === 0;
  return empty && keepUntilAt > now ? keepUntilAt : null;
}

/** Finds what of a registration's entries belongs into a calendar at a moment. */
export function calendarMarks(registration: Registration, now: Instant): CalendarMarks[] {
  return liveEntries(registration).map((entry) => {
    const paid = entry.state === 'paid';
    const deadlineAt = deadlineOf(registration, entry);
    const ahead = deadlineAt > now;
    return {
      entry,
      deadlineAt: !paid && ahead && !isEntrySettling(registration, entry.id) ? deadlineAt : null,
      liftedAt: paid && ahead ? deadlineAt : null,
      sitsExam: paid,
    };
  });
}
