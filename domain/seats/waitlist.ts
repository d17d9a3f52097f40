import type { Level, Mode } from '../subjects.ts';
import type { Instant } from '../time.ts';

/** A subject at a campus, with its fee now or at the time it was taken. */
export interface SubjectPlace {
  offeringId: number;
  subject: string;
  campus: string;
  language: string;
  level: Level;
  mode: Mode;
  feeFen: number;
}

/** 候补: a place in the queue of a seat pool. Places that have ended live on in the audit trail only. */
export interface WaitlistEntry extends SubjectPlace {
  id: string;
  joinedAt: Instant;
  /** The time after which no seat is offered any more; unset: an hour before the own campus's management window ends. */
  endsAt?: Instant;
}

/**
 * Reasons for the end of a place:
 * - `cancelled`: by the candidate
 * - `subjectTaken`: a subject of that level and mode was taken
 * - `writtenReleased`: its written went; `withdrawn`: with the registration
 * - `ineligible`: no longer eligible when a seat came; `tooLate`: a seat could no longer be paid
 * - `lapsed`: a seat was offered and nobody was there to take it
 */
export type WaitlistEnd =
  | 'cancelled'
  | 'subjectTaken'
  | 'writtenReleased'
  | 'withdrawn'
  | 'ineligible'
  | 'tooLate'
  | 'lapsed';
