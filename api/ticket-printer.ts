import type { Logger } from 'pino';
import { printTickets } from '../gateways/pdf/admission-ticket.ts';
import type { AdmissionTicket } from '../gateways/pdf/ticket-content.ts';
import { createTurns } from './turns.ts';

/** A ticket takes a core for a fraction of a second, so one at a time; whoever came after these would wait too long. */
const LIMITS = { concurrent: 1, waiting: 20 };

export interface TicketPrinter {
  /** @throws ApiError UNAVAILABLE when too many wait already */
  print(tickets: AdmissionTicket[]): Promise<Buffer>;
}

export function createTicketPrinter(log: Logger): TicketPrinter {
  const turns = createTurns(LIMITS);
  return {
    async print(tickets) {
      const { pdf, missing } = await turns.take(() => printTickets(tickets));
      // Which characters the font lacks, never whose.
      if (missing.length > 0) log.warn({ characters: missing }, 'characters no font has on a ticket');
      return pdf;
    },
  };
}
