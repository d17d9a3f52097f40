import { ticketCheckCode } from '../../db/arrangement/ticket-check-code.ts';
import type { SeatedRegistration } from '../../db/arrangement/list-rooms.ts';
import { type Season, subjectNamed } from '../../domain/exam-session/season.ts';
import { readPhotos } from '../../db/roll/read-photo.ts';
import type { RegistrationRecord } from '../../db/registration/read-registration.ts';
import { readRoomSeats, type RoomSeatRecord } from '../../db/registration/read-room-seats.ts';
import { openSnapshot } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import { testTime } from '../../domain/arrangement/exam-time.ts';
import type { TicketRefusal } from '../../domain/registration/printable-tickets.ts';
import { type Entry, liveEntries } from '../../domain/registration/state.ts';
import { lacksPhoto } from '../../domain/roll/photo-review.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { AdmissionTicket, ElsewhereTicket } from '../../gateways/pdf/ticket-content.ts';
import type { ApiDependencies } from '../context.ts';
import type { RegistrationFacts } from '../registration/facts.ts';
import { ticketFor, ticketsFor } from '../registration/tickets-for.ts';
import { bilingual } from '../http/views.ts';
import { windowRefusal } from '../http/window-refusal.ts';

type Needs = Pick<ApiDependencies, 'db' | 'vault' | 'clock' | 'settings'>;

/**
 * Reads the tickets of one mode with everything printed on them.
 * @throws ApiError with the code of the `TicketRefusal`, if there is one
 */
export async function readTickets(
  { db, vault, clock, settings }: Needs,
  facts: RegistrationFacts,
  mode: Mode,
): Promise<AdmissionTicket[]> {
  const { record, season } = facts;
  const seats = await readRoomSeats(
    db,
    liveEntries(record.state).map((entry) => entry.id),
  );
  const now = clock.now();
  const answer = ticketsFor(facts, seats, mode, now);
  if (answer.refusal !== null) {
    throw windowRefusal(answer.refusal satisfies TicketRefusal, facts.ticketWindows[mode], now);
  }
  const photo = await photosOf({ db, vault }, [record]);
  const parts = { record, season, photo: photo(record), site: settings.publicUrl };
  const elsewhere = liveEntries(record.state).flatMap((entry): ElsewhereTicket[] => {
    const { refusal } = ticketFor(facts, entry, seats, now);
    const isTold =
      entry.mode === mode && (refusal === 'TICKET_SCHOOL_PRINTS' || refusal === 'TICKET_NOT_ARRANGED');
    return isTold ? [{ subject: bilingual(subjectNamed(season, entry.subject)), why: refusal }] : [];
  });
  return answer.printable.map(({ entry }) =>
    ticketOf(vault, { ...parts, entry, seat: seats.get(entry.id) as RoomSeatRecord, elsewhere }),
  );
}

/**
 * Reads the tickets of a room as its school prints them, by seat: the people seated there, with only as much of the ID
 * number as the school needs for comparison.
 */
export async function readRoomTickets(
  { db, vault, settings }: Pick<Needs, 'db' | 'vault' | 'settings'>,
  season: Season,
  room: SeatedRegistration[],
): Promise<AdmissionTicket[]> {
  const photo = await photosOf(
    { db, vault },
    room.map(({ registration }) => registration),
  );
  const { ticketNeedsPhoto } = season.examSession.settings;
  return room.flatMap(({ seat, registration: record, photoState }) => {
    const entry = record.state.entries.find(({ id }) => id === seat.entryId);
    // A seat whose entry has been refunded since stays empty.
    if (entry?.state !== 'paid' || record.snapshot === null) return [];
    if (lacksPhoto(ticketNeedsPhoto, photoState)) return [];
    const ticket = ticketOf(vault, {
      record,
      entry,
      seat,
      season,
      photo: photo(record),
      site: settings.publicUrl,
      elsewhere: [],
    });
    return { ...ticket, idNumber: maskIdNumber(ticket.idNumber) };
  });
}

interface TicketParts {
  record: RegistrationRecord;
  entry: Entry;
  seat: RoomSeatRecord;
  season: Season;
  photo: Uint8Array | null;
  site: string;
  elsewhere: ElsewhereTicket[];
}

function ticketOf(vault: Vault, parts: TicketParts): AdmissionTicket {
  const { record, entry, seat: given, season, photo, site, elsewhere } = parts;
  if (record.snapshot === null) throw new Error(`registration ${record.id} has no snapshot`);
  const { name, idType, idNumber } = openSnapshot(vault, { id: record.id, snapshot: record.snapshot });
  const { examSession } = season;
  const subject = subjectNamed(season, entry.subject);
  const { campus, room, seat, ticketNumber, issue } = given;
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
    issue,
    checkCode: ticketCheckCode(vault, ticketNumber, issue),
    site,
    elsewhere,
    examTime: testTime({ ...given, mode }, examSession.settings.oralSittingMinutes),
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
