import { plainCode } from '../text/code.ts';
import { refusedCharacter } from '../text/typed-text.ts';

/** The first year of the present numbering and the scale of 710; older scores are filed by the school. */
const OLDEST_SCORE_YEAR = 2005;

/** The first year of the exam: two-digit years from there on belong to the last century. */
const FIRST_EXAM_YEAR = 1987;
const CET4_WRITTEN = '1';

/** The digits of a ticket number. */
export const TICKET_DIGITS = 15;

export type TicketProblem = 'BAD_TICKET' | 'TICKET_TOO_OLD' | 'NOT_CET4_TICKET';

/** Names the first character of what was typed that is no digit, as `U+004F`; null: there is none. */
export function ticketCharacter(typed: string): string | null {
  return refusedCharacter(typed, plainCode, (code) => /\D/u.exec(code)?.[0] ?? null);
}

/** Finds the reason why a number is not the ticket of a CET-4 written test of 2005 or later, or null. */
export function cet4TicketProblem(ticketNumber: string): TicketProblem | null {
  const ticket = ticketNumber.match(/^\d{6}(\d{2})([12])(\d)\d{5}$/);
  if (!ticket) return 'BAD_TICKET';
  const [, year, , subject] = ticket;
  const century = Number(year) >= FIRST_EXAM_YEAR % 100 ? 1900 : 2000;
  if (century + Number(year) < OLDEST_SCORE_YEAR) return 'TICKET_TOO_OLD';
  return subject === CET4_WRITTEN ? null : 'NOT_CET4_TICKET';
}
