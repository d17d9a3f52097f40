import type { RoomSeatRecord } from '../../db/registration/read-room-seats.ts';
import { printableTickets, type TicketEntry } from '../../domain/registration/printable-tickets.ts';
import { type Entry, liveEntries } from '../../domain/registration/state.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { RegistrationFacts } from './facts.ts';

/** Decides whether tickets of one mode can be printed now, and those of which entries. */
export function ticketsFor(
  facts: Pick<RegistrationFacts, 'record' | 'ticketWindows'>,
  seats: Map<string, RoomSeatRecord>,
  mode: Mode,
  now: Date,
) {
  const entries = liveEntries(facts.record.state)
    .filter((entry) => entry.mode === mode)
    .map((entry) => ({ entry, ...ticketEntry(entry, seats.get(entry.id)) }));
  return printableTickets(entries, facts.ticketWindows[mode], now.getTime());
}

function ticketEntry(entry: Entry, seat: RoomSeatRecord | undefined): TicketEntry {
  return {
    paid: entry.state === 'paid',
    arranged: seat !== undefined,
    schoolPrints: seat?.schoolPrints ?? false,
  };
}
