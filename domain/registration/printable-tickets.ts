import type { Instant, Period } from '../time.ts';
import { windowState } from '../exam-session/windows.ts';

/**
 * Reasons why no admission ticket (准考证) can be printed. They are stable, like all refusals; their texts are in
 * api/http/errors.ts.
 */
export type TicketRefusal =
  | 'TICKET_NO_ENTRY'
  | 'TICKET_NOT_PAID'
  | 'TICKET_NOT_YET'
  | 'TICKET_PRINT_ENDED'
  | 'TICKET_NOT_ARRANGED'
  | 'TICKET_SCHOOL_PRINTS'
  | 'TICKET_CANDIDATES_PRINT';

/** The facts about one subject entry that printing its ticket depends on. */
export interface TicketEntry {
  paid: boolean;
  arranged: boolean;
  /** True when the exam school hands out the tickets of this subject itself. */
  schoolPrints: boolean;
}

/**
 * Finds the entries of one mode whose tickets the candidate may print now, or the reason why there is none. One
 * printable entry is enough.
 * @param window 准考证打印时间 of the mode; null when it is not set
 */
export function printableTickets<Entry extends TicketEntry>(
  entries: Entry[],
  window: Period | null,
  now: Instant,
): { refusal: null; printable: Entry[] } | { refusal: TicketRefusal } {
  if (entries.length === 0) return { refusal: 'TICKET_NO_ENTRY' };
  const paid = entries.filter((entry) => entry.paid);
  if (paid.length === 0) return { refusal: 'TICKET_NOT_PAID' };
  const early = ticketWindowRefusal(window, now);
  if (early) return { refusal: early };
  const arranged = paid.filter((entry) => entry.arranged);
  if (arranged.length === 0) return { refusal: 'TICKET_NOT_ARRANGED' };
  const printable = arranged.filter((entry) => !entry.schoolPrints);
  return printable.length === 0 ? { refusal: 'TICKET_SCHOOL_PRINTS' } : { refusal: null, printable };
}

/** Checks only the time of printing, the same for everybody; null when it allows printing. */
export function ticketWindowRefusal(
  window: Period | null,
  now: Instant,
): 'TICKET_NOT_YET' | 'TICKET_PRINT_ENDED' | null {
  const state = windowState(window, now);
  if (state === 'open') return null;
  return state === 'after' ? 'TICKET_PRINT_ENDED' : 'TICKET_NOT_YET';
}
