import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ActionFacts, actionsOf, cancelRefusal } from '../../../domain/registration/actions.ts';
import type { Command } from '../../../domain/registration/commands.ts';
import { decide } from '../../../domain/registration/decide/index.ts';
import { paymentStateOf } from '../../../domain/registration/payment-state.ts';
import type { Mode } from '../../../domain/subjects.ts';
import { CATALOGUE } from '../../../stack/demo/catalogue.ts';
import {
  cancel,
  chooseTranscripts,
  openOrder,
  REGISTRATION_WINDOW,
  refresh,
  CLOSES_AT,
  HOLD_MINUTES,
  MANAGEMENT_ENDS_AT,
  select,
  START,
  withdraw,
} from './commands.ts';
import { steps } from './generators.ts';
import { Model } from './model.ts';
import { holding, ordered, saved } from './walk.ts';

const FACTS: ActionFacts = {
  registrationWindow: REGISTRATION_WINDOW,
  transcriptWindows: [REGISTRATION_WINDOW],
  graceMinutes: 60,
  keepsLastWritten: false,
  oralNeedsWrittenPaid: false,
  ends: {
    managementEndsAt: MANAGEMENT_ENDS_AT,
    closesAt: CLOSES_AT,
    campuses: {},
    holdMinutes: HOLD_MINUTES,
  },
};

it('promises what a command then keeps, and refuses with the same reason, wherever a registration stands', () => {
  fc.assert(
    fc.property(steps, (way) => {
      const model = new Model();
      for (const step of way) model.take(step);
      const { registration, now } = model.walk;
      if (registration.passportId === null) return;
      const refusal = (command: Command) => {
        const decision = decide(registration, { ...command, passportId: registration.passportId ?? '' }, now);
        return decision.kind === 'refused' ? decision.code : null;
      };
      const actions = actionsOf(registration, FACTS, CATALOGUE, now);

      assert.equal(actions.withdraw, refusal(withdraw()));
      assert.equal(actions.chooseTranscripts, refusal(chooseTranscripts([])));
      for (const entry of registration.entries) {
        assert.equal(cancelRefusal(registration, entry.id, FACTS, now), refusal(cancel(entry.id)));
      }
      const pay = (mode: Mode) => {
        const code = refusal(openOrder('another', mode));
        // The page opens the chooser before paying, so this refusal leaves the button usable.
        return code === 'TRANSCRIPT_NOT_CHOSEN' ? null : code;
      };
      assert.equal(actions.payWritten, pay('written'));
      assert.equal(actions.payOral, pay('oral'));
      if (actions.selectWritten) assert.equal(actions.selectWritten, refusal(select(['1'])));
      if (refusal(select(['F'])) === null) assert.equal(actions.selectOral, null);
    }),
    { numRuns: 1_000 },
  );
});

it('names what stands in the way', () => {
  expect(actionsOf(saved().registration, FACTS, CATALOGUE, START)).toEqual({
    selectWritten: null,
    selectOral: 'WRITTEN_FIRST',
    payWritten: 'NOTHING_TO_PAY',
    payOral: 'NOTHING_TO_PAY',
    chooseTranscripts: null,
    withdraw: null,
  });
  expect(
    actionsOf(holding('1', 'F').registration, { ...FACTS, registrationWindow: null }, CATALOGUE, START),
  ).toEqual({
    selectWritten: 'REGISTRATION_NOT_OPEN',
    selectOral: 'REGISTRATION_NOT_OPEN',
    payWritten: null,
    payOral: 'WRITTEN_NOT_PAID',
    chooseTranscripts: null,
    withdraw: 'REGISTRATION_NOT_OPEN',
  });
});

it('names the payment that is being confirmed, and not the end of registration, for everything held', () => {
  const walk = ordered('order-1', '1', 'F');
  walk.ask(refresh('order-1'));
  const closed = { ...FACTS, registrationWindow: { opensAt: 0, closesAt: START } };
  const refusals = () => {
    const {
      selectWritten,
      selectOral,
      withdraw: remove,
    } = actionsOf(walk.registration, closed, CATALOGUE, walk.now);
    const cancelled = ['entry-1', 'entry-F'].map((id) =>
      cancelRefusal(walk.registration, id, closed, walk.now),
    );
    return [selectWritten, selectOral, remove, ...cancelled];
  };
  // The oral too, though no order has it: it cannot be paid before its written is.
  expect(refusals()).toEqual(Array.from({ length: 5 }, () => 'ORDER_SETTLING'));
  walk.gatewayAnswers();
  expect(refusals()).toEqual(Array.from({ length: 5 }, () => 'REGISTRATION_CLOSED'));
});

it('asks for the written to be paid before the oral, where the setting says so', () => {
  const walk = ordered('order-1', '1');
  const selectOral = () =>
    actionsOf(walk.registration, { ...FACTS, oralNeedsWrittenPaid: true }, CATALOGUE, START).selectOral;
  expect(selectOral()).toBe('WRITTEN_NOT_PAID');
  walk.pay('order-1');
  expect(selectOral()).toBeNull();
});

it('offers orals only to who has the written of one', () => {
  expect(actionsOf(holding('5').registration, FACTS, CATALOGUE, START).selectOral).toBe('WRITTEN_FIRST');
  expect(actionsOf(holding('5', '2').registration, FACTS, CATALOGUE, START).selectOral).toBeNull();
});

it('tells how far paying has come, per mode', () => {
  const walk = ordered('order-1', '1', 'F');
  expect(paymentStateOf(saved().registration, 'written')).toEqual({ state: 'none', unpaidFen: 0 });
  expect(paymentStateOf(walk.registration, 'written')).toEqual({ state: 'unpaid', unpaidFen: 3_000 });
  walk.ask(refresh('order-1'));
  expect(paymentStateOf(walk.registration, 'written')).toEqual({ state: 'settling', unpaidFen: 0 });
  walk.pay('order-1');
  expect(paymentStateOf(walk.registration, 'written')).toEqual({ state: 'paid', unpaidFen: 0 });
  expect(paymentStateOf(walk.registration, 'oral')).toEqual({ state: 'unpaid', unpaidFen: 3_000 });
  walk.ask(select(['2']));
  expect(paymentStateOf(walk.registration, 'written')).toEqual({ state: 'partlyPaid', unpaidFen: 3_000 });
});
