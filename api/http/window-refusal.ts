import type { Instant, Period } from '../../domain/time.ts';
import { nearestMoment } from '../../domain/exam-session/windows.ts';
import type { ErrorCode } from './error-codes.ts';
import { ApiError } from './errors.ts';

/** Codes of refusals because a window is not open. */
const OF_A_WINDOW: ErrorCode[] = [
  'REGISTRATION_NOT_OPEN',
  'REGISTRATION_CLOSED',
  'ROLL_CHECK_NOT_OPEN',
  'REVIEW_EXPIRED',
  'TICKET_NOT_YET',
  'TICKET_PRINT_ENDED',
];

/** Builds a refusal; if it is for want of an open window, with the moment when that window opens or closed. */
export function windowRefusal(code: ErrorCode, window: Period | null, now: Instant): ApiError {
  return new ApiError(code, { moment: OF_A_WINDOW.includes(code) ? nearestMoment([window], now) : null });
}
