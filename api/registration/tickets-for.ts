import { isPrintedBySchool } from '../../domain/exam-session/season.ts';
import {
  printableTickets,
  type TicketEntry,
  type TicketRefusal,
  ticketRefusal,
} from '../../domain/registration/printable-tickets.ts';
import { type Entry, liveEntries } from '../../domain/registration/state.ts';
import { lacksPhoto } from '../../domain/roll/photo-review.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { Instant } from '../../domain/time.ts';
import type { RegistrationFacts } from './facts.ts';

type Facts = Pick<RegistrationFacts, 'season' | 'record' | 'ticketWindows' | 'photoState'>;
/** The entries that have a seat in a room. */
type Arranged = Pick<ReadonlyMap<string, unknown>, 'has'>;

/** Decides whether tickets of one mode can be printed now, and those of which entries. */
export function ticketsFor(facts: Facts, arranged: Arranged, mode: Mode, now: Instant) {
  const entries = liveEntries(facts.record.state)
    .filter((entry) => entry.mode === mode)
    .map((entry) => ({ entry, ...ticketEntry(facts, entry, arranged) }));
  return printableTickets(entries, facts.ticketWindows[mode], now);
}

/** Tells who prints the ticket of one entry, and why its candidate cannot print it now. */
export function ticketFor(
  registration: Omit<Facts, 'record'>,
  entry: Entry,
  arranged: Arranged,
  now: Instant,
): { printedBy: 'candidate' | 'school'; refusal: TicketRefusal | null } {
  const facts = ticketEntry(registration, entry, arranged);
  return {
    printedBy: facts.schoolPrints ? 'school' : 'candidate',
    refusal: ticketRefusal(facts, registration.ticketWindows[entry.mode], now),
  };
}

function ticketEntry(
  { season, photoState }: Pick<Facts, 'season' | 'photoState'>,
  entry: Entry,
  arranged: Arranged,
): TicketEntry {
  return {
    paid: entry.state === 'paid',
    arranged: arranged.has(entry.id),
    schoolPrints: isPrintedBySchool(season, entry),
    lacksPhoto: lacksPhoto(season.examSession.settings.ticketNeedsPhoto, photoState),
  };
}
