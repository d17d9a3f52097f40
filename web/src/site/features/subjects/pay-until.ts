import type { Entry, SubjectRow } from '../../../lib/api-types.ts';
import { MINUTE_MS } from '../../../../../domain/time.ts';
import { promotionEndsAt } from '../../../../../domain/registration/deadlines.ts';
import { isWrittenOf } from '../../lib/unpaid-entries.ts';

/** What one chooses or waits for: it goes with its campus's end of payment. */
type Place = Pick<SubjectRow, 'subject' | 'managementEndsAt'>;
type Taken = Pick<Entry, 'subject' | 'deadlineAt'>;

/**
 * Computes until when a subject chosen now is to be paid: as long as seats are kept, but not past the end of payment at
 * its campus, nor, for an oral, past the deadline of its unpaid written.
 */
export function payUntil(row: Place, entries: Taken[], holdMinutes: number, now: number): string {
  const ends = [Date.parse(row.managementEndsAt), now + holdMinutes * MINUTE_MS];
  return notAfterWritten(ends, row, entries);
}

/** Computes until when one waits for a seat: with promotion at its campus, and an oral no longer than its unpaid written. */
export function waitUntil(row: Place, entries: Taken[]): string {
  return notAfterWritten([promotionEndsAt(Date.parse(row.managementEndsAt))], row, entries);
}

function notAfterWritten(ends: number[], row: Place, entries: Taken[]): string {
  const writtenEnds = entries.find((entry) => isWrittenOf(entry, row))?.deadlineAt;
  return new Date(Math.min(...ends, writtenEnds ? Date.parse(writtenEnds) : Infinity)).toISOString();
}
