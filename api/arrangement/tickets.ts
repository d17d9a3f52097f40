import { ticketCheckCode } from '../../db/arrangement/ticket-check-code.ts';
import type { ExamSessionRecord } from '../../db/exam-session/list-exam-sessions.ts';
import type { SeatedRegistration } from '../../db/arrangement/list-rooms.ts';
import { readCatalogue } from '../../db/exam-session/read-catalogue.ts';
import { readPhotos } from '../../db/roll/read-photo.ts';
import type { RegistrationRecord } from '../../db/registration/read-registration.ts';
import { readRoomSeats, type RoomSeatRecord } from '../../db/registration/read-room-seats.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import { oralSitting } from '../../domain/arrangement/exam-time.ts';
import type { TicketRefusal } from '../../domain/registration/printable-tickets.ts';
import { type Entry, liveEntries } from '../../domain/registration/state.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import type { Mode, Subject } from '../../domain/subjects.ts';
import type { Period } from '../../domain/time.ts';
import type { AdmissionTicket } from '../../gateways/pdf/ticket-content.ts';
import type { ApiDependencies } from '../context.ts';
import type { RegistrationFacts } from '../registration/facts.ts';
import { ticketsFor } from '../registration/tickets-for.ts';
import { bilingual } from '../http/views.ts';
import { windowRefusal } from '../http/window-refusal.ts';

type Needs = Pick<ApiDependencies, 'db' | 'vault' | 'clock'>;

/**
 * Reads the tickets of one mode with everything printed on them.
 * @throws ApiError with the code of the `TicketRefusal`, if there is one
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
  const now = clock.now();
  const answer = ticketsFor(facts, seats, mode, now);
  if (answer.refusal !== null) {
    throw windowRefusal(answer.refusal satisfies TicketRefusal, facts.ticketWindows[mode], now.getTime());
  }
  const catalogue = await readCatalogue(db);
  const photo = await photosOf({ db, vault }, [record]);
  return answer.printable.map(({ entry }) =>
    ticketOf(vault, {
      record,
      entry,
      seat: seats.get(entry.id) as RoomSeatRecord,
      examSession,
      catalogue,
      photo: photo(record),
    }),
  );
}

/**
 * Reads the tickets of a room as its school prints them, by seat: the people seated there, with only as much of the ID
 * number as the school needs for comparison.
 */
export async function readRoomTickets(
  { db, vault }: Pick<Needs, 'db' | 'vault'>,
  examSession: ExamSessionRecord,
  room: SeatedRegistration[],
): Promise<AdmissionTicket[]> {
  const [catalogue, photo] = await Promise.all([
    readCatalogue(db),
    photosOf(
      { db, vault },
      room.map(({ registration }) => registration),
    ),
  ]);
  return room.flatMap(({ seat, registration: record }) => {
    const entry = record.state.entries.find(({ id }) => id === seat.entryId);
    // A seat whose entry has been refunded since stays empty.
    if (entry?.state !== 'paid' || record.snapshot === null) return [];
    const ticket = ticketOf(vault, { record, entry, seat, examSession, catalogue, photo: photo(record) });
    return { ...ticket, idNumber: maskIdNumber(ticket.idNumber) };
  });
}

interface TicketParts {
  record: RegistrationRecord;
  entry: Entry;
  seat: RoomSeatRecord;
  examSession: ExamSessionRecord;
  catalogue: Subject[];
  photo: Uint8Array | null;
}

function ticketOf(
  vault: Vault,
  { record, entry, seat: given, examSession, catalogue, photo }: TicketParts,
): AdmissionTicket {
  if (record.snapshot === null) throw new Error(`registration ${record.id} has no snapshot`);
  const { name, idType, idNumber } = openRollRow(vault, record.snapshot);
  const subject = catalogue.find(({ code }) => code === entry.subject);
  if (!subject) throw new Error(`no subject ${entry.subject}`);
  const { campus, room, seat, ticketNumber } = given;
  const { mode } = entry;
  return {
    name,
    photo,
    idType,
    idNumber,
    examSession: bilingual(examSession),
    subject: { ...bilingual(subject), mode },
    school: { code: campus.school.code, ...bilingual(campus.school) },
    campus: { code: campus.code, ...bilingual(campus) },
    room,
    seat,
    ticketNumber,
    checkCode: ticketCheckCode(vault, ticketNumber),
    examTime: examTimeOf(given, mode, examSession.settings.oralSittingMinutes),
  };
}

/** Finds the photo a registration was saved with. */
async function photosOf({ db, vault }: Pick<Needs, 'db' | 'vault'>, records: RegistrationRecord[]) {
  const photos = await readPhotos(
    db,
    vault,
    records.flatMap(({ photoId }) => photoId ?? []),
  );
  return ({ photoId }: RegistrationRecord): Uint8Array | null =>
    photoId === null ? null : (photos.get(photoId)?.image ?? null);
}

/** Computes when the test of a seat begins and ends; for an oral, this is the sitting of its room. */
function examTimeOf(
  { examStartsAt, examEndsAt, room }: RoomSeatRecord,
  mode: Mode,
  sittingMinutes: number,
): Period | null {
  if (!examStartsAt || !examEndsAt) return null;
  const period = { opensAt: examStartsAt.getTime(), closesAt: examEndsAt.getTime() };
  return mode === 'written' ? period : oralSitting(period, sittingMinutes, room);
}
