import { describe, expect, it } from 'vitest';
import type { SaveCommand } from '../../../domain/registration/commands.ts';
import { EMPTY_REGISTRATION } from '../../../domain/registration/state.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import {
  cancel,
  chooseTranscripts,
  CLOSES_AT,
  MANAGEMENT_ENDS_AT,
  openOrder,
  PASSPORT,
  refresh,
  REGISTRATION_WINDOW,
  save,
  select,
  setQuickPrint,
  START,
  withdraw,
} from './commands.ts';
import { holding, saved, Walk } from './walk.ts';

describe('saving', () => {
  it('binds passport and candidate, and keeps an empty registration for 24 hours', () => {
    const walk = new Walk();
    expect(walk.ask(save())).toMatchObject({ kind: 'accepted', code: 'OK' });
    expect(walk.registration).toEqual({
      ...EMPTY_REGISTRATION,
      version: 1,
      passportId: PASSPORT,
      savedAt: START,
      keepUntilAt: START + DAY_MS,
      managementEndsAt: MANAGEMENT_ENDS_AT,
      closesAt: CLOSES_AT,
    });
  });

  it('keeps it for as long as the setting says', () => {
    const walk = new Walk();
    walk.ask(save({ holdMinutes: 90 }));
    expect(walk.registration.keepUntilAt).toBe(START + 1.5 * HOUR_MS);
  });

  it('changes nothing the second time, whatever is open by then', () => {
    const walk = holding('1');
    const before = walk.registration;
    expect(walk.ask(save({ registrationWindow: null, hasEligibleSubject: false }))).toEqual({
      kind: 'accepted',
      code: 'OK',
      events: [],
    });
    expect(walk.registration).toBe(before);
  });

  it.each<[string, Partial<SaveCommand['facts']>]>([
    ['REGISTRATION_NOT_OPEN', { registrationWindow: null }],
    ['REGISTRATION_NOT_OPEN', { registrationWindow: { opensAt: START + 1, closesAt: START + DAY_MS } }],
    ['REGISTRATION_CLOSED', { registrationWindow: { opensAt: START - DAY_MS, closesAt: START } }],
    ['NO_ELIGIBLE_SUBJECT', { hasEligibleSubject: false }],
  ])('is refused: %s', (code, facts) => {
    const walk = new Walk();
    expect(walk.ask(save(facts))).toEqual({ kind: 'refused', code });
    expect(walk.registration).toBe(EMPTY_REGISTRATION);
  });

  it('is open in the first millisecond of the window', () => {
    const walk = new Walk();
    expect(walk.ask(save({ registrationWindow: { ...REGISTRATION_WINDOW, opensAt: START } }))).toMatchObject({
      kind: 'accepted',
    });
  });

  it('is refused to another passport: CANDIDATE_TAKEN', () => {
    expect(saved().ask(save({ passportId: 'passport-2' }))).toEqual({
      kind: 'refused',
      code: 'CANDIDATE_TAKEN',
    });
  });

  it('is possible again after the registration was deleted, also by another passport', () => {
    const walk = saved();
    walk.ask(withdraw());
    walk.pass(HOUR_MS);
    expect(walk.ask(save({ passportId: 'passport-2' }))).toMatchObject({ code: 'OK' });
    expect(walk.registration).toMatchObject({
      passportId: 'passport-2',
      savedAt: START + HOUR_MS,
      version: 3,
    });
  });
});

const commands = [
  select(['1']),
  cancel('entry-1'),
  chooseTranscripts([{ level: 4, choice: 'paper' }]),
  setQuickPrint(false),
  openOrder('order-1'),
  refresh('order-1'),
  withdraw(),
].map((command) => [command.type, command] as const);

describe('every other command', () => {
  it.each(commands)('%s needs a saved registration', (_, command) => {
    expect(new Walk().ask(command)).toEqual({ kind: 'refused', code: 'NOT_SAVED' });
  });

  it.each(commands)(
    "%s is refused on somebody else's registration, without a word about it",
    (_, command) => {
      expect(holding('1').ask({ ...command, passportId: 'passport-2' })).toEqual({
        kind: 'refused',
        code: 'NOT_YOURS',
      });
    },
  );
});
