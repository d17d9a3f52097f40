import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closeMoment,
  deadlineOf,
  dueMoment,
  mayClose,
  nextWakeUp,
  promotionEndsAt,
  waitGoesAt,
} from '../../../domain/registration/deadlines.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { CLOSES_AT, join, MANAGEMENT_ENDS_AT, refresh, row, select, START } from './commands.ts';
import { holding, ordered, saved, Walk } from './walk.ts';

describe('what happens next by itself', () => {
  it('is nothing without a registration', () => {
    expect(nextWakeUp(new Walk().registration)).toBeNull();
  });

  it('is the end of a registration without entries', () => {
    expect(nextWakeUp(saved().registration)).toEqual({ at: START + DAY_MS, why: 'registrationEnds' });
  });

  it('is the earliest deadline', () => {
    const walk = holding('1').pass(HOUR_MS);
    walk.ask(select(['2']));
    expect(nextWakeUp(walk.registration)).toEqual({ at: START + DAY_MS, why: 'entryDeadline' });
  });

  it('is the close when everything is paid', () => {
    const walk = ordered('order-1', '1');
    walk.pay('order-1');
    expect(nextWakeUp(walk.registration)).toEqual({ at: CLOSES_AT, why: 'close' });
  });

  it('is left to the gateway while it is asked about everything', () => {
    const walk = ordered('order-1', '1');
    walk.ask(refresh('order-1'));
    expect(nextWakeUp(walk.registration)).toBeNull();
    walk.gatewayAnswers();
    expect(nextWakeUp(walk.registration)).toEqual({ at: START + DAY_MS, why: 'entryDeadline' });
  });

  it('does not come again and again when the gateway stays silent beyond the close', () => {
    const walk = ordered('order-1', '1');
    walk.wakeUp();
    walk.now = CLOSES_AT + DAY_MS;
    expect(nextWakeUp(walk.registration)).toBeNull();
    expect(mayClose(walk.registration, walk.now)).toBe(false);
    walk.gatewayAnswers();
    expect(walk.registration.passportId).toBeNull();
  });
});

describe('the moment from which a record waits for its workflow', () => {
  const due = ({ registration }: Walk) => dueMoment(registration, START + HOUR_MS);

  it('is its next wake-up', () => {
    expect(due(saved())).toBe(START + DAY_MS);
    expect(due(holding('1'))).toBe(START + DAY_MS);
  });

  it('is the time of writing while a gateway is to be asked', () => {
    const walk = ordered('order-1', '1');
    walk.ask(refresh('order-1'));
    expect(due(walk)).toBe(START + HOUR_MS);
  });

  it('is none when nothing is left but the close, which changes no record', () => {
    const walk = ordered('order-1', '1');
    walk.pay('order-1');
    expect(due(walk)).toBeNull();
    expect(due(new Walk())).toBeNull();
  });
});

describe('the deadline of an entry', () => {
  const shown = ({ registration }: Walk) =>
    Object.fromEntries(
      registration.entries.map((entry) => [entry.subject, deadlineOf(registration, entry) - START]),
    );

  it('is for an oral the earlier of its own and that of its unpaid written', () => {
    const walk = holding('1').pass(HOUR_MS);
    walk.ask(select(['F', '2']));
    expect(shown(walk)).toEqual({ '1': DAY_MS, F: DAY_MS, '2': HOUR_MS + DAY_MS });

    const shorter = holding('1').pass(HOUR_MS);
    shorter.ask(select(['F'], { holdMinutes: 60 }));
    expect(shown(shorter)).toEqual({ '1': DAY_MS, F: 2 * HOUR_MS });
  });

  it('is its own once the written is paid, or while the gateway is asked about it', () => {
    const walk = ordered('order-1', '1').pass(HOUR_MS);
    walk.ask(select(['F']));
    walk.ask(refresh('order-1'));
    expect(shown(walk)).toMatchObject({ F: HOUR_MS + DAY_MS });
    walk.gatewayAnswers();
    expect(shown(walk)).toMatchObject({ F: DAY_MS });
    walk.pay('order-1');
    expect(shown(walk)).toMatchObject({ F: HOUR_MS + DAY_MS });
  });
});

describe('the end of a place in the queue of an oral', () => {
  const shown = ({ registration }: Walk) =>
    registration.waitlist.map((wait) => waitGoesAt(registration, wait));
  const waiting = (walk: Walk) => {
    walk.ask(join(row('F', { seatAvailable: false, entryId: 'wait-F' })));
    return walk;
  };

  it('is the deadline of its unpaid written, with which it goes', () => {
    const walk = waiting(holding('1'));
    expect(shown(walk)).toEqual([START + DAY_MS]);
    walk.wakeUp();
    expect([walk.now, shown(walk)]).toEqual([START + DAY_MS, []]);
  });

  it('is that of promotion once the written is paid, or while the gateway is asked about it', () => {
    const walk = waiting(ordered('order-1', '1'));
    expect(shown(walk)).toEqual([START + DAY_MS]);
    walk.ask(refresh('order-1'));
    expect(shown(walk)).toEqual([promotionEndsAt(MANAGEMENT_ENDS_AT)]);
    walk.gatewayAnswers();
    walk.pay('order-1');
    expect(shown(walk)).toEqual([promotionEndsAt(MANAGEMENT_ENDS_AT)]);
    walk.wakeUp();
    expect(shown(walk)).toEqual([]);
  });
});

describe('when a deadline passes', () => {
  it('the seat is released, and with the last one the registration whose time is over', () => {
    const walk = holding('1', '2');
    walk.wakeUp();
    expect(walk.now).toBe(START + DAY_MS);
    expect(walk.registration.passportId).toBeNull();
    expect(walk.events.slice(-3)).toEqual([
      { type: 'entryReleased', entryId: 'entry-1', reason: 'expired' },
      { type: 'entryReleased', entryId: 'entry-2', reason: 'expired' },
      { type: 'deleted', reason: 'expired' },
    ]);
  });

  it('nothing happens a moment too early', () => {
    const walk = holding('1').pass(DAY_MS - 1);
    expect(walk.occur({ type: 'deadlineReached' })).toMatchObject({ events: [] });
  });

  it('an unpaid oral goes with its written, though it was taken later', () => {
    const walk = holding('1', '2').pass(HOUR_MS);
    walk.ask(select(['F']));
    walk.wakeUp();
    expect(walk.seats).toEqual({});
    expect(walk.events).toContainEqual({
      type: 'entryReleased',
      entryId: 'entry-F',
      reason: 'writtenReleased',
    });
  });

  it('what was taken later stays, and so does the registration', () => {
    const walk = holding('1').pass(HOUR_MS);
    walk.ask(select(['2']));
    walk.wakeUp();
    expect(walk.seats).toEqual({ '2': 'held' });
    walk.wakeUp();
    expect(walk.now).toBe(START + HOUR_MS + DAY_MS);
    expect(walk.registration.passportId).toBeNull();
  });

  it('what is paid stays for good', () => {
    const walk = ordered('order-1', '1', 'F');
    walk.pay('order-1');
    walk.wakeUp();
    expect(walk.seats).toEqual({ '1': 'paid' });
    expect(mayClose(walk.registration, CLOSES_AT - 1)).toBe(false);
    expect(mayClose(walk.registration, CLOSES_AT)).toBe(true);
  });
});

describe('the moment a workflow closes', () => {
  it('lies within a day after its last window, always the same for one registration', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: CLOSES_AT }), fc.uuid(), (endsAt, id) => {
        const moment = closeMoment(endsAt, id);
        expect(moment).toBe(closeMoment(endsAt, id));
        expect(moment).toBeGreaterThanOrEqual(endsAt);
        expect(moment).toBeLessThan(endsAt + DAY_MS);
      }),
    );
  });

  it('is spread evenly over the hours of that day', () => {
    const hours = Array.from({ length: 24 }, () => 0);
    const ids = fc.sample(fc.uuid(), { numRuns: 24_000, seed: 42 });
    for (const id of ids) {
      const hour = Math.floor(closeMoment(0, id) / HOUR_MS);
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    expect(Math.min(...hours)).toBeGreaterThan(850);
    expect(Math.max(...hours)).toBeLessThan(1_150);
  });
});
