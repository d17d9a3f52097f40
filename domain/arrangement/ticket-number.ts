import { EXAM_SESSION_ID } from '../exam-session/exam-session-id.ts';
import { roomName, seatName } from '../registration/room-seat.ts';

/** The parts of a seat's place, in codes and numbers. */
export interface TicketPlace {
  /** The campus code, 6 digits. */
  campusCode: string;
  /** The exam session, e.g. `2026-2`. */
  examSessionId: string;
  /** The subject code of the catalogue, one character. */
  subjectCode: string;
  room: number;
  seat: number;
}

/** The largest numbers that fit three digits for the room and two for the seat. */
export const MAX_ROOMS = 999;
export const MAX_ROOM_SIZE = 99;

/** Tells whether an exam session's name gives year and half, which every ticket number carries. */
export function carriesTicketNumbers(examSessionId: string): boolean {
  return EXAM_SESSION_ID.test(examSessionId);
}

/**
 * Builds a 准考证号, 15 characters: campus 6, year 2, half 1, subject 1, room 3, seat 2.
 * @throws RangeError when a part does not fit its places
 */
export function ticketNumber({ campusCode, examSessionId, subjectCode, room, seat }: TicketPlace): string {
  const [, year, half] = EXAM_SESSION_ID.exec(examSessionId) ?? [];
  const fits =
    year !== undefined &&
    /^\d{6}$/.test(campusCode) &&
    /^[0-9A-Z]$/.test(subjectCode) &&
    isBetween(room, MAX_ROOMS) &&
    isBetween(seat, MAX_ROOM_SIZE);
  if (!fits) throw new RangeError('a ticket number has no place for this room, seat, campus or subject');
  return `${campusCode}${year}${half}${subjectCode}${roomName(room)}${seatName(seat)}`;
}

function isBetween(value: number, highest: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= highest;
}
