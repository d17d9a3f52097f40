import { type TicketRefusal, ticketWindowRefusal } from '../registration/printable-tickets.ts';
import type { Instant, Period } from '../time.ts';

/**
 * Finds the reason why a school cannot print the tickets of a room: it prints only those that candidates do not print
 * themselves.
 */
export function roomPrintRefusal(
  schoolPrints: boolean,
  window: Period | null,
  now: Instant,
): TicketRefusal | null {
  return schoolPrints ? ticketWindowRefusal(window, now) : 'TICKET_CANDIDATES_PRINT';
}
