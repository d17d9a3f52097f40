import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeSeats } from '../../../domain/arrangement/arrange-seats.ts';
import { ticketNumber } from '../../../domain/arrangement/ticket-number.ts';

const entryIds = fc.uniqueArray(fc.uuid(), { maxLength: 200 });
const roomSize = fc.integer({ min: 1, max: 99 });
const seed = fc.string({ minLength: 1, maxLength: 32 });
const placeOf = ({ room, seat }: { room: number; seat: number }) => `${room}/${seat}`;

describe('arranging seats', () => {
  it('gives every paid entry exactly one seat, and no seat twice, in rooms no larger than the setting', () => {
    fc.assert(
      fc.property(entryIds, roomSize, seed, (ids, size, from) => {
        const seats = arrangeSeats({ entryIds: ids, taken: [], roomSize: size, seed: from });
        expect(seats.map((seat) => seat.entryId).toSorted()).toEqual(ids.toSorted());
        expect(new Set(seats.map(placeOf)).size).toBe(ids.length);
        expect(new Set(seats.map(({ room }) => room)).size).toBe(Math.ceil(ids.length / size));
        for (const seat of seats) expect(seat.seat).toBeLessThanOrEqual(size);
      }),
    );
  });

  it('gives the same seats for the same seed, in whatever order entries come', () => {
    fc.assert(
      fc.property(entryIds, roomSize, seed, (ids, size, from) => {
        const once = arrangeSeats({ entryIds: ids, taken: [], roomSize: size, seed: from });
        const again = arrangeSeats({ entryIds: ids.toReversed(), taken: [], roomSize: size, seed: from });
        expect(again).toEqual(once);
      }),
    );
  });

  it('keeps what was given when more have paid, and fills rooms before it opens new ones', () => {
    fc.assert(
      fc.property(entryIds, fc.nat(), roomSize, seed, (ids, cut, size, from) => {
        const [early, late] = [ids.slice(0, cut % (ids.length + 1)), ids.slice(cut % (ids.length + 1))];
        const first = arrangeSeats({ entryIds: early, taken: [], roomSize: size, seed: from });
        const added = arrangeSeats({ entryIds: late, taken: first, roomSize: size, seed: `${from}+` });
        expect(new Set([...first, ...added].map(placeOf)).size).toBe(ids.length);
        const rooms = new Set([...first, ...added].map(({ room }) => room));
        expect(rooms.size).toBe(Math.ceil(ids.length / size));
      }),
    );
  });

  it('puts nobody into a room whose test is at a time that they have another, and leaves no seat empty for it', () => {
    const sitting = (room: number) => ({ opensAt: room % 3, closesAt: (room % 3) + 1 });
    const others = fc.array(fc.record({ opensAt: fc.nat({ max: 2 }) }), { maxLength: 2 });
    fc.assert(
      fc.property(
        fc.array(others, { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        seed,
        (people, size, from) => {
          const busy = new Map(
            people.map((times, index) => [
              `entry-${index}`,
              times.map(({ opensAt }) => ({ opensAt, closesAt: opensAt + 1 })),
            ]),
          );
          const input = {
            entryIds: [...busy.keys()],
            taken: [],
            roomSize: size,
            seed: from,
            busy,
            timeOf: sitting,
          };
          const seats = arrangeSeats(input);
          expect(new Set(seats.map(placeOf)).size).toBe(people.length);
          for (const { entryId, room } of seats)
            expect(busy.get(entryId)!.map(({ opensAt }) => opensAt)).not.toContain(sitting(room).opensAt);
          const free = arrangeSeats({ ...input, busy: new Map() });
          expect(people.every((times) => times.length === 0) ? seats : free).toEqual(free);
        },
      ),
    );
  });

  it('seats also whom every room is at a bad time for', () => {
    const time = { opensAt: 0, closesAt: 1 };
    const busy = new Map([['a', [time]]]);
    const seats = arrangeSeats({
      entryIds: ['a'],
      taken: [],
      roomSize: 1,
      seed: 's',
      busy,
      timeOf: () => time,
    });
    expect(seats).toEqual([{ entryId: 'a', room: 1, seat: 1 }]);
  });

  it('seats people otherwise for another seed', () => {
    const ids = Array.from({ length: 60 }, (_, index) => `entry-${index}`);
    const roomsFor = (from: string) => arrangeSeats({ entryIds: ids, taken: [], roomSize: 30, seed: from });
    expect(roomsFor('a')).not.toEqual(roomsFor('b'));
  });

  it('leaves nobody systematically in front: every entry gets every seat about equally often', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const first = new Map(ids.map((id) => [id, 0]));
    const rounds = 5_000;
    for (let round = 0; round < rounds; round += 1) {
      const seats = arrangeSeats({ entryIds: ids, taken: [], roomSize: 30, seed: `round ${round}` });
      const { entryId } = seats.find(({ seat }) => seat === 1)!;
      first.set(entryId, first.get(entryId)! + 1);
    }
    for (const count of first.values()) expect(Math.abs(count - rounds / 5)).toBeLessThan(150);
  });

  it('refuses room sizes and room counts that no ticket number holds', () => {
    expect(() => arrangeSeats({ entryIds: ['a'], taken: [], roomSize: 100, seed: 's' })).toThrow(RangeError);
    const ids = Array.from({ length: 1_000 }, (_, index) => `entry-${index}`);
    expect(() => arrangeSeats({ entryIds: ids, taken: [], roomSize: 1, seed: 's' })).toThrow(RangeError);
  });
});

describe('ticket numbers', () => {
  it('are campus, year, half, subject, room and seat', () => {
    const place = { campusCode: '991010', examSessionId: '2026-2', room: 7, seat: 3 };
    expect(ticketNumber({ ...place, subjectCode: '1' })).toBe('991010262100703');
    expect(ticketNumber({ ...place, subjectCode: 'F' })).toBe('991010262F00703');
  });

  it('are well formed, and differ wherever a seat does', () => {
    const place = fc.record({
      campusCode: fc.integer({ min: 100_000, max: 999_999 }).map(String),
      examSessionId: fc
        .tuple(fc.integer({ min: 2000, max: 2099 }), fc.constantFrom(1, 2))
        .map(([year, half]) => `${year}-${half}`),
      subjectCode: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', 'F', 'S'),
      room: fc.integer({ min: 1, max: 999 }),
      seat: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(ticketNumber(one)).toMatch(/^\d{6}\d{2}[12][0-9FS]\d{5}$/);
        expect(ticketNumber(one) === ticketNumber(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it.each([
    { room: 0 },
    { room: 1_000 },
    { seat: 100 },
    { subjectCode: '10' },
    { campusCode: '9910' },
    { examSessionId: 'spring' },
  ])('refuse what has no place in them: %o', (wrong) => {
    const right = { campusCode: '991010', examSessionId: '2026-2', subjectCode: '1', room: 1, seat: 1 };
    expect(() => ticketNumber({ ...right, ...wrong })).toThrow(RangeError);
  });
});
