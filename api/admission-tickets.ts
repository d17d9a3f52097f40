import { ticketCheckCode } from '../db/personal-index.ts';
import { readCatalogue } from '../db/queries/read-candidate-facts.ts';
import { readRoomSeats, type RoomSeatRecord } from '../db/queries/read-room-seats.ts';
import { openRollRow } from '../db/queries/sealed-personal.ts';
import { oralSitting } from '../domain/arrangement/exam-time.ts';
import { printableTickets, type TicketEntry, type TicketRefusal } from '../domain/arrangement/tickets.ts';
import { type Entry, liveEntries } from '../domain/registration/state.ts';
import type { Mode } from '../domain/subjects.ts';
import type { Period } from '../domain/time.ts';
import type { AdmissionTicket } from '../gateways/pdf/ticket-content.ts';
import type { ApiDependencies } from './context.ts';
import { ApiError } from './errors.ts';
import type { RegistrationFacts } from './registration-facts.ts';
import { bilingual } from './views.ts';

type Needs = Pick<ApiDependencies, 'db' | 'vault' | 'clock'>;

/** Whether tickets of one mode can be printed now, and those of which entries. */
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

/**
 * The tickets of one mode with everything printed on them.
 * @throws ApiError of the `TicketRefusal` that stands against it
 */
export async function readTickets(
  { db, vault, clock }: Needs,
  facts: RegistrationFacts,
  mode: Mode,
): Promise<AdmissionTicket[]> {
  const { record, examSession } = facts;
  const seats = await readRoomSeats(
    db,
    liveEntries(record.state).map((entry) => entry.id),
  );
  const answer = ticketsFor(facts, seats, mode, clock.now());
  if (answer.refusal !== null) throw new ApiError(answer.refusal satisfies TicketRefusal);
  if (record.snapshot === null) throw new Error(`registration ${record.id} has no snapshot`);
  const { name, idType, idNumber } = openRollRow(vault, record.snapshot);
  const catalogue = await readCatalogue(db);
  return answer.printable.map(({ entry }) => {
    const seat = seats.get(entry.id) as RoomSeatRecord;
    const subject = catalogue.find(({ code }) => code === entry.subject);
    if (!subject) throw new Error(`no subject ${entry.subject}`);
    const { campus, room, ticketNumber } = seat;
    return {
      name,
      idType,
      idNumber,
      examSession: bilingual(examSession),
      subject: { ...bilingual(subject), mode },
      school: { code: campus.school.code, ...bilingual(campus.school) },
      campus: { code: campus.code, ...bilingual(campus) },
      room,
      seat: seat.seat,
      ticketNumber,
      checkCode: ticketCheckCode(vault, ticketNumber),
      examTime: examTimeOf(seat, mode, examSession.settings.oralSittingMinutes),
    };
  });
}

/** When the test of a seat begins and ends: in an oral, the sitting of its room. */
function examTimeOf(
  { examStartsAt, examEndsAt, room }: RoomSeatRecord,
  mode: Mode,
  sittingMinutes: number,
): Period | null {
  if (!examStartsAt || !examEndsAt) return null;
  const period = { opensAt: examStartsAt.getTime(), closesAt: examEndsAt.getTime() };
  return mode === 'written' ? period : oralSitting(period, sittingMinutes, room);
}
