import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import { createTicketPress, PressStoppedError } from '../../gateways/pdf/ticket-press.ts';
import type { AdmissionTicket } from '../../gateways/pdf/ticket-content.ts';
import { ApiError } from '../http/errors.ts';
import { createTurns } from '../http/turns.ts';

/**
 * Limits for single tickets, each of which takes a core for a fraction of a second; a longer queue would wait too long.
 */
const TICKETS = { concurrent: Math.min(4, Math.max(1, availableParallelism() - 1)), waiting: 20 };
/** Limits for rooms, which take seconds and must not stand in the way of candidates. */
const ROOMS = { concurrent: 1, waiting: 4 };

export interface TicketPrinter {
  /** @throws ApiError UNAVAILABLE when too many wait already, or the printing thread went away */
  print(tickets: AdmissionTicket[]): Promise<Uint8Array<ArrayBuffer>>;
}

/** Prints the tickets of one candidate, or of a whole room, on threads of their own. */
export function createTicketPrinter(log: Logger, what: 'tickets' | 'rooms'): TicketPrinter {
  const press = createTicketPress();
  const turns = createTurns(what === 'tickets' ? TICKETS : ROOMS);
  return {
    async print(tickets) {
      try {
        const { pdf, missing, unreadablePhotos } = await turns.take(() => press.print(tickets));
        // The log says which characters the font lacks and how many photos cannot be read, but never whose they are.
        if (missing.length > 0) log.warn({ characters: missing }, 'characters no font has on a ticket');
        if (unreadablePhotos > 0) log.warn({ unreadablePhotos }, 'photos that cannot be printed');
        return pdf;
      } catch (error) {
        if (!(error instanceof PressStoppedError)) throw error;
        log.error({ how: error.message }, 'tickets not printed');
        throw new ApiError('UNAVAILABLE', { retryAfterSeconds: 5 });
      }
    },
  };
}
