import { seededRandom, shuffled } from './seeded-random.ts';
import { MAX_ROOM_SIZE, MAX_ROOMS } from './ticket-number.ts';

export interface RoomSeat {
  room: number;
  seat: number;
}

export interface SeatedEntry extends RoomSeat {
  entryId: string;
}

export interface ArrangementInput {
  /** Paid entries of one subject at one campus that have no seat yet, in any order. */
  entryIds: string[];
  /** Seats given in earlier rounds; they stay. */
  taken: RoomSeat[];
  roomSize: number;
  seed: string;
}

/** Tells whether rooms of a size fit the ticket number. */
export function isRoomSize(size: number): boolean {
  return Number.isInteger(size) && size >= 1 && size <= MAX_ROOM_SIZE;
}

/**
 * Gives every entry a random seat: first the free seats of existing rooms, then rooms opened one after the other. The
 * same input gives the same seats, whatever the order of entries and seats.
 * @throws RangeError when the room size or the number of rooms goes beyond the ticket number
 */
export function arrangeSeats({ entryIds, taken, roomSize, seed }: ArrangementInput): SeatedEntry[] {
  if (!isRoomSize(roomSize)) throw new RangeError(`a room has 1 to ${MAX_ROOM_SIZE} seats`);
  const free = freeSeats(taken, roomSize);
  return shuffled(entryIds.toSorted(), seededRandom(seed)).map((entryId) => ({
    entryId,
    ...(free.next().value as RoomSeat),
  }));
}

function* freeSeats(taken: RoomSeat[], roomSize: number): Generator<RoomSeat, never, undefined> {
  const occupied = new Set(taken.map(({ room, seat }) => `${room}/${seat}`));
  for (let room = 1; room <= MAX_ROOMS; room += 1) {
    for (let seat = 1; seat <= roomSize; seat += 1) {
      if (!occupied.has(`${room}/${seat}`)) yield { room, seat };
    }
  }
  throw new RangeError(`a subject has at most ${MAX_ROOMS} rooms at a campus`);
}
