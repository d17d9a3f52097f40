import type { Instant, Period } from '../time.ts';
import { windowState } from '../exam-session/windows.ts';

/**
 * Reasons why no admission ticket (准考证) can be printed. They are stable, like all refusals; their texts are in
 * api/http/errors-by-room/.
 */
export type TicketRefusal =
  | 'TICKET_NO_ENTRY'
  | 'TICKET_NOT_PAID'
  | 'TICKET_NOT_YET'
  | 'TICKET_PRINT_ENDED'
  | 'TICKET_NOT_ARRANGED'
  | 'TICKET_PHOTO'
  | 'TICKET_SCHOOL_PRINTS'
  | 'TICKET_CANDIDATES_PRINT';

/** The facts about one subject entry that printing its ticket depends on. */
export interface TicketEntry {
  paid: boolean;
  arranged: boolean;
  /** True when the exam school hands out the tickets of this subject itself. */
  schoolPrints: boolean;
  /** True when the exam session asks for an accepted photo, and there is none. */
  lacksPhoto?: boolean;
}

/**
 * Finds the reason why the candidate cannot print the ticket of one subject now, or null.
 * @param window 准考证打印时间 of its mode; null when it is not set
 */
export function ticketRefusal(
  { paid, arranged, schoolPrints, lacksPhoto = false }: TicketEntry,
  window: Period | null,
  now: Instant,
): TicketRefusal | null {
  if (!paid) return 'TICKET_NOT_PAID';
  // First, because mending it takes a while: it is told before printing begins.
  if (lacksPhoto) return 'TICKET_PHOTO';
  if (schoolPrints) return 'TICKET_SCHOOL_PRINTS';
  return ticketWindowRefusal(window, now) ?? (arranged ? null : 'TICKET_NOT_ARRANGED');
}

/** Of several reasons, the first is told: what time changes, before what the candidate gets elsewhere or never. */
const NEAREST: TicketRefusal[] = [
  'TICKET_PHOTO',
  'TICKET_NOT_YET',
  'TICKET_PRINT_ENDED',
  'TICKET_NOT_ARRANGED',
  'TICKET_SCHOOL_PRINTS',
  'TICKET_NOT_PAID',
];

/**
 * Finds the entries of one mode whose tickets the candidate may print now, or the reason why there is none. One
 * printable entry is enough.
 */
export function printableTickets<Entry extends TicketEntry>(
  entries: Entry[],
  window: Period | null,
  now: Instant,
): { refusal: null; printable: Entry[] } | { refusal: TicketRefusal } {
  const refusals = entries.map((entry) => ticketRefusal(entry, window, now));
  const printable = entries.filter((_, index) => refusals[index] === null);
  if (printable.length > 0) return { refusal: null, printable };
  return { refusal: NEAREST.find((refusal) => refusals.includes(refusal)) ?? 'TICKET_NO_ENTRY' };
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
