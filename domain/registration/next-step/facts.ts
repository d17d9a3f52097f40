import type { Mode } from '../../subjects.ts';
import type { Instant, Period } from '../../time.ts';

/** Who is to be told the next step; null: a visitor. */
export type PersonFacts = {
  /** True while another passport has the ID number: nothing can be done with this one. */
  claiming: boolean;
  emailVerified: boolean;
  hasProvince: boolean;
} | null;

/** States of a CET-6 re-check, as far as it concerns what comes next; null: none was asked for. */
export type ReviewFact = 'pending' | 'approved' | 'rejected' | 'expired' | null;

/** The facts about somebody without a registration. */
export interface UnregisteredFacts {
  agreed: boolean;
  rollCheckWindow: Period | null;
  registrationWindow: Period | null;
  /** The roll entry that this visit's query found; `unknown` before there was one, `none` if it found nothing. */
  roll: 'unknown' | 'none' | { refusal: string | null };
  review: ReviewFact;
  /** True when there was a registration before. */
  wasRegistered: boolean;
  /** True while money of it goes back, or has gone. */
  isRefunded: boolean;
}

export interface EntryFact {
  id: string;
  mode: Mode;
  state: 'unpaid' | 'settling' | 'paid';
  fromWaitlist: boolean;
  /** The moment at which it goes unless it is paid; null when none presses. */
  deadlineAt: Instant | null;
  /** Why an order opened now would leave it out; null: it would not. */
  payRefusal: string | null;
}

export interface TicketFact {
  window: Period | null;
  refusal: string | null;
}

/** The facts about somebody with a registration. */
export interface RegisteredFacts {
  /** True when the agreement in force is accepted: nothing new is taken before. */
  agreed: boolean;
  withdrawing: boolean;
  /** The moment at which it is deleted for want of entries; null while it has any. */
  keepUntilAt: Instant | null;
  entries: EntryFact[];
  /** The modes with an order that was opened and is not paid yet. */
  openOrders: Mode[];
  /** The modes in which what is to be paid lacks a transcript choice. */
  transcriptMissing: Mode[];
  waits: { id: string; isOffered: boolean; endsAt: Instant }[];
  /** True when the latest wait came to nothing and nothing took its place. */
  waitLapsed: boolean;
  registrationWindow: Period | null;
  selectWritten: string | null;
  /** Why no oral can be chosen; null when there is one to choose. */
  selectOral: string | null;
  /** When the choice of a transcript that is still missing ends; null: none is missing, or it cannot be made. */
  transcriptUntil: Instant | null;
  review: ReviewFact;
  hasCet6: boolean;
  tickets: Record<Mode, TicketFact>;
}
