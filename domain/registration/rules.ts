import type { DomainErrorCode } from '../errors.ts';
import { type Instant, isWithin, type Period } from '../time.ts';
import type { IneligibleReason } from '../roll/eligibility.ts';
import { windowState } from '../exam-session/windows.ts';
import type { OfferingFacts } from './commands.ts';
import { promotionEndsAt } from './deadlines.ts';
import { isSettling, liveEntries, type Registration, writtenOf } from './state.ts';

/** Checks that saving, choosing, changing and cancelling are open now (考生网上报名时间); null when they are. */
export function registrationWindowRefusal(window: Period | null, now: Instant): DomainErrorCode | null {
  const state = windowState(window, now);
  if (state === 'open') return null;
  return state === 'after' ? 'REGISTRATION_CLOSED' : 'REGISTRATION_NOT_OPEN';
}

/**
 * Checks that something can be chosen or given back now. While the gateway is asked about a payment, that is the reason to
 * name and not the end of registration: candidates are to wait for the answer, and to give nothing up for lost.
 */
export function choosingRefusal(
  registration: Registration,
  window: Period | null,
  now: Instant,
): DomainErrorCode | null {
  const refusal = registrationWindowRefusal(window, now);
  return refusal === 'REGISTRATION_CLOSED' ? settlingOr(registration, refusal) : refusal;
}

function settlingOr(registration: Registration, refusal: DomainErrorCode): DomainErrorCode {
  return registration.orders.some(isSettling) ? 'ORDER_SETTLING' : refusal;
}

const INELIGIBLE: Record<IneligibleReason, DomainErrorCode> = {
  NOT_OFFERED: 'SUBJECT_NOT_OFFERED',
  BLACK_LISTED: 'SUBJECT_BARRED',
  SCORE_REQUIRED: 'NOT_ELIGIBLE',
};

/** Finds when the management window of a row's campus ends. */
export function managementEndOf(registration: Registration, row: OfferingFacts): Instant {
  return row.managementEndsAt ?? registration.managementEndsAt;
}

/**
 * Finds the reason why a row of the subjects table cannot be chosen, or null. Rules: one subject per level and mode;
 * written before oral of the same language and level, never oral alone.
 */
export function selectionRefusal(
  registration: Registration,
  row: OfferingFacts,
  settings: { oralNeedsWrittenPaid: boolean },
  now: Instant,
): DomainErrorCode | null {
  if (row.ineligible) return INELIGIBLE[row.ineligible];
  if (!row.campusAllowed) return 'CAMPUS_NOT_ALLOWED';
  if (!row.examTimeSet) return 'EXAM_TIME_UNSET';
  if (row.feeFen <= 0) return 'FEE_UNSET';
  // A seat could not be paid any more.
  if (now >= managementEndOf(registration, row)) return settlingOr(registration, 'CAMPUS_MANAGEMENT_ENDED');
  if (!isWithin(row.window, now)) return 'SUBJECT_WINDOW_CLOSED';
  const sameLevel = liveEntries(registration).find(
    (entry) => entry.level === row.level && entry.mode === row.mode,
  );
  if (sameLevel) return sameLevel.subject === row.subject ? 'SUBJECT_TAKEN' : 'LEVEL_TAKEN';
  if (row.mode === 'oral') {
    const written = writtenOf(registration, row);
    if (!written) return 'WRITTEN_FIRST';
    if (settings.oralNeedsWrittenPaid && written.state !== 'paid') return 'WRITTEN_NOT_PAID';
  }
  return row.seatAvailable === false ? 'POOL_FULL' : null;
}

/**
 * Finds the reason why a candidate cannot wait for a row of the subjects table, or null. Rules: only for a full pool,
 * or an oral campus that has not opened yet, whose window is then waived; before promotion there ends; one place per
 * level and mode.
 */
export function waitingRefusal(
  registration: Registration,
  row: OfferingFacts,
  settings: { oralNeedsWrittenPaid: boolean },
  now: Instant,
): DomainErrorCode | null {
  if (registration.waitlist.some((wait) => wait.level === row.level && wait.mode === row.mode))
    return 'ALREADY_WAITING';
  if (row.noWaitlist) return 'LATE_NO_WAITLIST';
  const opensLater = row.mode === 'oral' && now < row.window.opensAt;
  const { seatAvailable: _, ...withoutSeats } = row;
  const window = opensLater ? { ...row.window, opensAt: now } : row.window;
  const refusal = selectionRefusal(registration, { ...withoutSeats, window }, settings, now);
  if (refusal) return refusal;
  if (row.seatAvailable === true && !opensLater) return 'SEATS_LEFT';
  const endsAt = promotionEndsAt(managementEndOf(registration, row));
  return now < endsAt ? null : settlingOr(registration, 'WAITLIST_CLOSED');
}
