import { expect, it } from 'vitest';
import type { OwnOrder, Registration } from '../../web/src/lib/api-types.ts';
import { asConfirming } from '../../web/src/site/lib/confirming.ts';

const SUBJECTS = {
  '1': { mode: 'written', language: 'en', level: 4 },
  '2': { mode: 'written', language: 'en', level: 6 },
  '4': { mode: 'written', language: 'ja', level: 6 },
  F: { mode: 'oral', language: 'en', level: 4 },
  S: { mode: 'oral', language: 'en', level: 6 },
} as const;

const entry = (code: keyof typeof SUBJECTS, state: 'unpaid' | 'paid' = 'unpaid') =>
  ({
    subject: { code, ...SUBJECTS[code] },
    state,
    feeFen: 3_000,
    deadlineAt: '2026-11-30T00:00:00.000Z',
    cancelRefusal: null,
  }) as Registration['entries'][number];

const registration = {
  entries: [entry('1'), entry('2'), entry('4', 'paid'), entry('F'), entry('S')],
  payment: {
    written: { state: 'partlyPaid', unpaidFen: 6_000 },
    oral: { state: 'unpaid', unpaidFen: 6_000 },
  },
  actions: {
    payWritten: null,
    payOral: null,
    selectWritten: null,
    selectOral: 'REGISTRATION_CLOSED',
    withdraw: null,
  },
} as Registration;

const order = (state: OwnOrder['state']) =>
  ({ mode: 'written', state, lines: [{ subject: { code: '1' } }] }) as OwnOrder;

it('shows what the browser came back with as being confirmed: no deadline, no sum, no further payment, no deletion', () => {
  const shown = asConfirming(registration, order('open'));
  expect(shown).toMatchObject({
    entries: [
      { state: 'settling', deadlineAt: null, cancelRefusal: 'ORDER_SETTLING' },
      registration.entries[1],
      registration.entries[2],
      { state: 'unpaid', payRefusal: 'ORDER_SETTLING' },
      registration.entries[4],
    ],
    payment: {
      written: { state: 'settling', unpaidFen: 3_000 },
      oral: { state: 'unpaid', unpaidFen: 3_000 },
    },
    actions: {
      payWritten: 'ORDER_SETTLING',
      payOral: null,
      selectWritten: null,
      selectOral: 'ORDER_SETTLING',
      withdraw: 'ORDER_SETTLING',
    },
  });
});

it('names what is being confirmed also where something is paid or registration is over', () => {
  const actions = { ...registration.actions, withdraw: 'PAID_ENTRIES_STAY' };
  const entries = registration.entries.map((one) => ({
    ...one,
    cancelRefusal: one.state === 'paid' ? 'ENTRY_PAID' : 'REGISTRATION_CLOSED',
  }));
  const shown = asConfirming({ ...registration, entries, actions }, order('open'));
  expect(shown.actions.withdraw).toBe('ORDER_SETTLING');
  expect(shown.entries.map(({ cancelRefusal }) => cancelRefusal)).toEqual([
    'ORDER_SETTLING',
    'ORDER_SETTLING',
    'ENTRY_PAID',
    'ORDER_SETTLING',
    'ORDER_SETTLING',
  ]);
});

it.each(['settling', 'closed', 'paid', 'refunded'] as const)(
  'leaves to the server an order that is %s',
  (state) => {
    expect(asConfirming(registration, order(state))).toBe(registration);
    expect(asConfirming(registration, undefined)).toBe(registration);
  },
);
