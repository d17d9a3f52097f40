import type { Period } from '../time.ts';
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
  /** When people sit other tests, by entry; who is not in it has no other. */
  busy?: ReadonlyMap<string, readonly Period[]>;
  /** When the test of a room is held; null: not known. */
  timeOf?: (room: number) => Period | null;
}

/** Tells whether rooms of a size fit the ticket number. */
export function isRoomSize(size: number): boolean {
  return Number.isInteger(size) && size >= 1 && size <= MAX_ROOM_SIZE;
}

/**
 * Gives every entry a random seat: first the free seats of existing rooms, then rooms opened one after the other. Who sits another
 * test at the time of a room gets the next room, and that seat goes to somebody else; where all rooms are at that time, there is
 * no better one. The same input gives the same seats, whatever the order of entries and seats.
 * @throws RangeError when the room size or the number of rooms goes beyond the ticket number
 */
export function arrangeSeats(input: ArrangementInput): SeatedEntry[] {
  const { entryIds, taken, roomSize, seed, busy, timeOf = () => null } = input;
  if (!isRoomSize(roomSize)) throw new RangeError(`a room has 1 to ${MAX_ROOM_SIZE} seats`);
  const free = freeSeats(taken, roomSize);
  const left: RoomSeat[] = [];

  function take(fits: (room: number) => boolean): RoomSeat {
    const index = left.findIndex(({ room }) => fits(room));
    if (index >= 0) return left.splice(index, 1)[0] as RoomSeat;
    for (;;) {
      const seat = free.next().value as RoomSeat;
      if (fits(seat.room)) return seat;
      left.push(seat);
    }
  }

  return shuffled(entryIds.toSorted(), seededRandom(seed)).map((entryId) => {
    const others = busy?.get(entryId) ?? [];
    const isFree = (room: number) => !others.some((other) => overlap(timeOf(room), other));
    const hasChoice = others.length === 0 || ALL_ROOMS.some(isFree);
    return { entryId, ...take(hasChoice ? isFree : () => true) };
  });
}

const ALL_ROOMS = Array.from({ length: MAX_ROOMS }, (_, index) => index + 1);

function overlap(one: Period | null, other: Period): boolean {
  return one !== null && one.opensAt < other.closesAt && other.opensAt < one.closesAt;
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
