import { describe, expect, it } from 'vitest';
import { nextWakeUp } from '../../../domain/registration/deadlines.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { HOLD_MINUTES, join, leave, MANAGEMENT_ENDS_AT, row, select, START, withdraw } from './commands.ts';
import { holding, ordered, saved, type Walk } from './walk.ts';

const full = (subject: string) => row(subject, { seatAvailable: false, entryId: `wait-${subject}` });
const NOT_OPEN_YET = { opensAt: START + DAY_MS, closesAt: START + 2 * DAY_MS };

function waiting(...subjects: string[]): Walk {
  const walk = saved();
  for (const subject of subjects) walk.ask(join(full(subject)));
  return walk;
}

function offer(walk: Walk, subject: string, eligible = true) {
  const facts = { eligible, holdMinutes: HOLD_MINUTES };
  return walk.occur({ type: 'seatOffered', waitlistEntryId: `wait-${subject}`, facts });
}

const places = (walk: Walk) => walk.registration.waitlist.map((wait) => wait.subject);

describe('joining a queue', () => {
  it('is for a full pool', () => {
    const walk = waiting('1');
    expect(walk.registration.waitlist).toMatchObject([{ id: 'wait-1', subject: '1', joinedAt: START }]);
    expect(walk.ask(join(row('2', { seatAvailable: true })))).toEqual({
      kind: 'refused',
      code: 'SEATS_LEFT',
    });
  });

  it('is for an oral campus that is not open yet, whatever seats it has', () => {
    const walk = holding('1');
    const early = row('F', { window: NOT_OPEN_YET, seatAvailable: true, entryId: 'wait-F' });
    expect(walk.ask(select([early]))).toMatchObject({ code: 'SUBJECT_WINDOW_CLOSED' });
    expect(walk.ask(join(early))).toMatchObject({ code: 'OK' });
  });

  it('waives no window of a written, and none that is over', () => {
    expect(saved().ask(join(row('1', { window: NOT_OPEN_YET })))).toMatchObject({
      code: 'SUBJECT_WINDOW_CLOSED',
    });
    expect(holding('1').ask(join(row('F', { window: { opensAt: 0, closesAt: START } })))).toMatchObject({
      code: 'SUBJECT_WINDOW_CLOSED',
    });
  });

  it('takes one place of a level and mode: ALREADY_WAITING', () => {
    const walk = waiting('1');
    expect(walk.ask(join(full('3')))).toEqual({ kind: 'refused', code: 'ALREADY_WAITING' });
    expect(walk.ask(join(full('2')))).toMatchObject({ code: 'OK' });
  });

  it('is refused where the level and mode is taken', () => {
    expect(holding('1').ask(join(full('3')))).toEqual({ kind: 'refused', code: 'LEVEL_TAKEN' });
    expect(holding('1').ask(join(full('1')))).toEqual({ kind: 'refused', code: 'SUBJECT_TAKEN' });
  });

  it('for an oral needs the written itself: waiting for it is not enough', () => {
    expect(waiting('1').ask(join(full('F')))).toEqual({ kind: 'refused', code: 'WRITTEN_FIRST' });
    expect(holding('1').ask(join(full('F')))).toMatchObject({ code: 'OK' });
  });

  it('asks the other conditions of choosing', () => {
    expect(saved().ask(join({ ...full('2'), ineligible: 'SCORE_REQUIRED' }))).toMatchObject({
      code: 'NOT_ELIGIBLE',
    });
    expect(saved().ask(join(full('1'), { registrationWindow: null }))).toMatchObject({
      code: 'REGISTRATION_NOT_OPEN',
    });
  });

  it('ends with promotion, an hour before the management window does', () => {
    const walk = saved();
    walk.now = MANAGEMENT_ENDS_AT - HOUR_MS;
    const window = { opensAt: START, closesAt: MANAGEMENT_ENDS_AT };
    expect(walk.ask(join({ ...full('1'), window }, { registrationWindow: window }))).toEqual({
      kind: 'refused',
      code: 'WAITLIST_CLOSED',
    });
  });
});

describe('a place in a queue', () => {
  it('keeps the registration alive', () => {
    const walk = waiting('1').pass(2 * DAY_MS);
    walk.occur({ type: 'deadlineReached' });
    expect(walk.registration.passportId).not.toBeNull();
  });

  it('is given up with the reason named, and only once', () => {
    const walk = waiting('1');
    walk.ask(leave('wait-1', 'moved away'));
    expect(walk.events.at(-1)).toEqual({
      type: 'waitlistLeft',
      waitlistEntryId: 'wait-1',
      reason: 'cancelled',
      words: 'moved away',
    });
    expect(walk.ask(leave('wait-1'))).toEqual({ kind: 'refused', code: 'WAITLIST_ENTRY_NOT_FOUND' });
  });

  it('ends when any subject of its level and mode is taken, at any campus', () => {
    const walk = waiting('1', '2');
    walk.ask(select([row('3', { campus: '991011' })]));
    expect(places(walk)).toEqual(['2']);
  });

  it('for an oral ends when its written goes', () => {
    const walk = holding('1');
    walk.ask(join(full('F')));
    walk.wakeUp();
    expect(places(walk)).toEqual([]);
    expect(walk.events).toContainEqual({
      type: 'waitlistLeft',
      waitlistEntryId: 'wait-F',
      reason: 'writtenReleased',
    });
  });

  it('ends with the registration', () => {
    const walk = waiting('1');
    expect(walk.ask(withdraw())).toMatchObject({ code: 'DELETED' });
    expect(walk.events).toContainEqual({
      type: 'waitlistLeft',
      waitlistEntryId: 'wait-1',
      reason: 'withdrawn',
    });
  });

  it('ends an hour before the management window does', () => {
    const walk = waiting('1');
    expect(nextWakeUp(walk.registration)).toEqual({ at: MANAGEMENT_ENDS_AT - HOUR_MS, why: 'waitlistEnds' });
    walk.wakeUp();
    expect(places(walk)).toEqual([]);
    expect(walk.registration.passportId).toBeNull();
  });
});

describe('a seat that is offered', () => {
  it('becomes an entry held for 24 hours', () => {
    const walk = waiting('1').pass(2 * DAY_MS);
    offer(walk, '1');
    expect(places(walk)).toEqual([]);
    expect(walk.live).toMatchObject([
      { id: 'wait-1', state: 'held', via: 'waitlist', takenAt: walk.now, deadlineAt: walk.now + DAY_MS },
    ]);
    expect(offer(walk, '1')).toMatchObject({ events: [] });
  });

  it('is held to the end of the management window at most', () => {
    const walk = waiting('1');
    walk.now = MANAGEMENT_ENDS_AT - HOUR_MS - MINUTE_MS;
    offer(walk, '1');
    expect(walk.live).toMatchObject([{ deadlineAt: MANAGEMENT_ENDS_AT }]);
  });

  it('goes to the next when it could hardly be paid any more', () => {
    const walk = waiting('1');
    walk.now = MANAGEMENT_ENDS_AT - HOUR_MS;
    offer(walk, '1');
    expect(walk.live).toEqual([]);
    expect(walk.events).toContainEqual({
      type: 'waitlistLeft',
      waitlistEntryId: 'wait-1',
      reason: 'tooLate',
    });
  });

  it('goes to the next when the candidate is no longer eligible', () => {
    const walk = waiting('1');
    offer(walk, '1', false);
    expect(walk.live).toEqual([]);
    expect(places(walk)).toEqual([]);
  });

  it('that nobody took is lost with its place', () => {
    const walk = waiting('1');
    walk.occur({ type: 'offerLapsed', waitlistEntryId: 'wait-1' });
    expect(places(walk)).toEqual([]);
    expect(walk.occur({ type: 'offerLapsed', waitlistEntryId: 'wait-1' })).toMatchObject({ events: [] });
  });

  it('of a level paid meanwhile changes nothing', () => {
    const walk = ordered('order-1', '1');
    walk.pay('order-1');
    expect(offer(walk, '1')).toMatchObject({ events: [] });
  });
});
