import { describe, expect, it } from 'vitest';
import type { OfferingFacts } from '../../../domain/registration/commands.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { cancel, MANAGEMENT_ENDS_AT, PASSPORT, refresh, row, select, START } from './commands.ts';
import { holding, ordered, saved } from './walk.ts';

describe('choosing subjects', () => {
  it('holds a seat for 24 hours', () => {
    const walk = saved().pass(HOUR_MS);
    expect(walk.ask(select(['1']))).toMatchObject({
      code: 'OK',
      rows: [{ subject: '1', campus: '991010', code: 'TAKEN' }],
    });
    expect(walk.live).toMatchObject([
      { subject: '1', state: 'held', feeFen: 3_000, takenAt: walk.now, deadlineAt: walk.now + DAY_MS },
    ]);
  });

  it('holds it to the end of the management window at most', () => {
    const walk = saved().pass(MANAGEMENT_ENDS_AT - START - HOUR_MS);
    const window = { opensAt: START, closesAt: MANAGEMENT_ENDS_AT };
    walk.ask(select([row('1', { window })], { registrationWindow: window }));
    expect(walk.live).toMatchObject([{ deadlineAt: MANAGEMENT_ENDS_AT }]);
  });

  it('takes written and oral of both levels at once, in the order asked', () => {
    expect(holding('1', 'F', '2', 'S').seats).toEqual({ '1': 'held', F: 'held', '2': 'held', S: 'held' });
  });

  it('takes what it can and answers row by row', () => {
    const walk = saved();
    expect(
      walk.ask(select(['1', row('2', { ineligible: 'SCORE_REQUIRED' }), row('3'), row('S')])),
    ).toMatchObject({
      kind: 'accepted',
      code: 'PARTLY_TAKEN',
      rows: [
        { subject: '1', code: 'TAKEN' },
        { subject: '2', code: 'NOT_ELIGIBLE' },
        { subject: '3', code: 'LEVEL_TAKEN' },
        { subject: 'S', code: 'WRITTEN_FIRST' },
      ],
    });
    expect(walk.seats).toEqual({ '1': 'held' });
  });

  it.each<[string, string, Partial<OfferingFacts>]>([
    ['SUBJECT_NOT_OFFERED', 'not offered by the campus', { ineligible: 'NOT_OFFERED' }],
    ['SUBJECT_BARRED', 'black-listed', { ineligible: 'BLACK_LISTED' }],
    ['NOT_ELIGIBLE', 'without the score', { ineligible: 'SCORE_REQUIRED' }],
    ['CAMPUS_NOT_ALLOWED', 'at a campus the school does not allow', { campusAllowed: false }],
    ['EXAM_TIME_UNSET', 'without an exam time', { examTimeSet: false }],
    ['FEE_UNSET', 'without a fee', { feeFen: 0 }],
    [
      'SUBJECT_WINDOW_CLOSED',
      'before its window',
      { window: { opensAt: START + 1, closesAt: START + DAY_MS } },
    ],
    ['SUBJECT_WINDOW_CLOSED', 'after its window', { window: { opensAt: START - DAY_MS, closesAt: START } }],
    ['POOL_FULL', 'without a free seat', { seatAvailable: false }],
  ])('is refused a row: %s, %s', (code, _, given) => {
    const walk = saved();
    expect(walk.ask(select([row('1', given)]))).toEqual({
      kind: 'refused',
      code,
      rows: [{ subject: '1', campus: '991010', code }],
    });
    expect(walk.live).toEqual([]);
  });

  it('is refused outside online registration', () => {
    const refusalIn = (registrationWindow: { opensAt: number; closesAt: number } | null) =>
      saved().ask(select(['1'], { registrationWindow }));
    expect(refusalIn(null)).toEqual({ kind: 'refused', code: 'REGISTRATION_NOT_OPEN' });
    expect(refusalIn({ opensAt: START + 1, closesAt: START + 2 })).toEqual({
      kind: 'refused',
      code: 'REGISTRATION_NOT_OPEN',
    });
    expect(refusalIn({ opensAt: 0, closesAt: START })).toEqual({
      kind: 'refused',
      code: 'REGISTRATION_CLOSED',
    });
  });

  it('is refused when the seat would have to be given back at once: CAMPUS_MANAGEMENT_ENDED', () => {
    const walk = saved();
    walk.now = MANAGEMENT_ENDS_AT;
    expect(
      walk.ask(select(['1'], { registrationWindow: { opensAt: 0, closesAt: MANAGEMENT_ENDS_AT + DAY_MS } })),
    ).toMatchObject({ kind: 'refused', code: 'CAMPUS_MANAGEMENT_ENDED' });
  });

  it('names a payment that is being confirmed before the end of choosing at a campus', () => {
    const walk = ordered('order-1', '1');
    walk.ask(refresh('order-1'));
    const ended = select([row('4', { managementEndsAt: START })]);
    expect(walk.ask(ended)).toMatchObject({ code: 'ORDER_SETTLING' });
    walk.gatewayAnswers();
    expect(walk.ask(ended)).toMatchObject({ code: 'CAMPUS_MANAGEMENT_ENDED' });
  });

  it('knows one subject of a level and mode, at any campus', () => {
    const walk = holding('1');
    expect(walk.ask(select([row('1', { campus: '991011' })]))).toMatchObject({ code: 'SUBJECT_TAKEN' });
    expect(walk.ask(select(['3']))).toMatchObject({ code: 'LEVEL_TAKEN' });
    expect(walk.ask(select(['4']))).toMatchObject({ code: 'OK' });
  });

  it('takes a subject again once it was cancelled', () => {
    const walk = holding('1');
    walk.ask(cancel('entry-1'));
    expect(walk.ask(select([row('3')]))).toMatchObject({ code: 'OK' });
  });

  it('keeps the fee at which an entry was taken', () => {
    const walk = holding('1');
    walk.ask(select([row('2', { feeFen: 9_900 })]));
    expect(walk.live.map((entry) => entry.feeFen)).toEqual([3_000, 9_900]);
  });
});

describe('an oral', () => {
  it('needs its written, of its own level and language', () => {
    expect(saved().ask(select(['F']))).toMatchObject({ kind: 'refused', code: 'WRITTEN_FIRST' });
    expect(holding('2').ask(select(['F']))).toMatchObject({ kind: 'refused', code: 'WRITTEN_FIRST' });
    expect(holding('3').ask(select(['F']))).toMatchObject({ kind: 'refused', code: 'WRITTEN_FIRST' });
    expect(holding('1').ask(select(['F']))).toMatchObject({ code: 'OK' });
  });

  it('needs the written paid where the setting says so', () => {
    const walk = ordered('order-1', '1');
    expect(walk.ask(select(['F'], { oralNeedsWrittenPaid: true }))).toMatchObject({
      kind: 'refused',
      code: 'WRITTEN_NOT_PAID',
    });
    walk.pay('order-1');
    expect(walk.ask(select(['F'], { oralNeedsWrittenPaid: true }))).toMatchObject({ code: 'OK' });
    expect(walk.registration.passportId).toBe(PASSPORT);
  });
});
