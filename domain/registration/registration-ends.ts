import { managementEnd, type ScopedWindow, transcriptWindows } from '../exam-session/windows.ts';
import { type Instant, MINUTE_MS } from '../time.ts';
import type { PresentEnds } from './commands.ts';
import { closeMoment, promotionEndsAt, waitEndsAt } from './deadlines.ts';
import type { RegistrationEvent } from './events.ts';
import { heldEntries, type Registration } from './state.ts';

/** A registration, by its id and the candidate's campus. */
interface Where {
  registrationId: string;
  campusCode: string;
}

/**
 * Computes when nothing of a registration can be paid any more, and when its workflow may close.
 * @param unset the end where staff have set no windows
 */
export function registrationEnds(
  windows: ScopedWindow[],
  { registrationId, campusCode }: Where,
  unset: Instant,
): { managementEndsAt: Instant; closesAt: Instant } {
  const managementEndsAt = managementEnd(windows, campusCode) ?? unset;
  const lastChangeAt = Math.max(
    managementEndsAt,
    ...transcriptWindows(windows, campusCode).map((window) => window.closesAt),
  );
  return { managementEndsAt, closesAt: closeMoment(lastChangeAt, registrationId) };
}

/** Lists the campuses on whose windows a registration depends: the candidate's own, and those of seats and waits. */
export function campusesOf(registration: Registration, campusCode: string): string[] {
  const places = [...heldEntries(registration), ...registration.waitlist];
  return [...new Set([campusCode, ...places.map(({ campus }) => campus)])];
}

/** Computes the ends that count for a registration now, from the windows around all its campuses. */
export function presentEnds(
  windows: ScopedWindow[],
  where: Where,
  { registration, holdMinutes }: { registration: Registration; holdMinutes: number },
): PresentEnds {
  const campuses = campusesOf(registration, where.campusCode).flatMap((code): [string, Instant][] => {
    const endsAt = managementEnd(windows, code);
    return endsAt === null ? [] : [[code, endsAt]];
  });
  return {
    ...registrationEnds(windows, where, registration.managementEndsAt),
    campuses: Object.fromEntries(campuses),
    holdMinutes,
  };
}

/**
 * Finds what staff have moved: the deadlines of unpaid seats and of waits, each by the end of its own campus, and a later
 * closing of the workflow. An earlier one changes nothing by itself.
 */
export function movedEnds(registration: Registration, ends: PresentEnds): RegistrationEvent[] {
  if (registration.passportId === null) return [];
  const entries = heldEntries(registration).flatMap((entry) => {
    const endsAt = ends.campuses[entry.campus];
    const holdUntilAt = entry.holdUntilAt ?? entry.takenAt + ends.holdMinutes * MINUTE_MS;
    const deadlineAt = endsAt === undefined ? entry.deadlineAt : Math.min(holdUntilAt, endsAt);
    return deadlineAt === entry.deadlineAt ? [] : [{ entryId: entry.id, deadlineAt }];
  });
  const waits = registration.waitlist.flatMap((wait) => {
    const managementEndsAt = ends.campuses[wait.campus];
    const knownAt = waitEndsAt(registration, wait);
    const endsAt = managementEndsAt === undefined ? knownAt : promotionEndsAt(managementEndsAt);
    return endsAt === knownAt ? [] : [{ waitlistEntryId: wait.id, endsAt }];
  });
  if (entries.length === 0 && waits.length === 0 && ends.closesAt <= registration.closesAt) return [];
  const { managementEndsAt, closesAt } = ends;
  return [{ type: 'endsMoved', managementEndsAt, closesAt, entries, waits }];
}
