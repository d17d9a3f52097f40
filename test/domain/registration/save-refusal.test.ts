import { expect, it } from 'vitest';
import { type SaveFacts, saveRefusal } from '../../../domain/registration/save-refusal.ts';
import { CATALOGUE } from '../../../stack/demo/catalogue.ts';

const NOW = 100;
const SAVABLE: SaveFacts = {
  boundBy: 'nobody',
  passportBoundElsewhere: false,
  registrationWindow: { opensAt: 50, closesAt: 150 },
  subjects: CATALOGUE.map((subject) => ({ subject, reason: null })),
};
const nothingEligible = CATALOGUE.map((subject) => ({ subject, reason: 'NOT_OFFERED' as const }));

it.each<[string, Partial<SaveFacts>, string | null]>([
  ['in the window', {}, null],
  ['at the very opening', { registrationWindow: { opensAt: NOW, closesAt: 150 } }, null],
  ['without a window', { registrationWindow: null }, 'REGISTRATION_NOT_OPEN'],
  ['before it', { registrationWindow: { opensAt: 101, closesAt: 150 } }, 'REGISTRATION_NOT_OPEN'],
  ['at its very end', { registrationWindow: { opensAt: 50, closesAt: NOW } }, 'REGISTRATION_CLOSED'],
  ['with nothing to take', { subjects: nothingEligible }, 'NO_ELIGIBLE_SUBJECT'],
  ['bound to another passport', { boundBy: 'another' }, 'CANDIDATE_TAKEN'],
  ['bound elsewhere oneself', { passportBoundElsewhere: true }, 'PASSPORT_ALREADY_BOUND'],
  ['bound here already', { boundBy: 'you', registrationWindow: null }, null],
])('saving %s', (_, facts, refusal) => {
  expect(saveRefusal({ ...SAVABLE, ...facts }, NOW)).toBe(refusal);
});
