import { expect, it } from 'vitest';
import { unpayableReason } from '../../../domain/registration/decide/orders.ts';
import { paymentStateOf } from '../../../domain/registration/payment-state.ts';
import { chooseTranscripts, openOrder, refresh, select, START } from './commands.ts';
import { holding } from './walk.ts';

it('an oral whose written is being confirmed adds nothing to what is to be paid, and says why', () => {
  const walk = holding('1');
  walk.ask(select(['F']));
  walk.ask(chooseTranscripts([{ level: 4, choice: 'electronic' }]));
  walk.ask(openOrder('order-1'));
  const oral = () => walk.registration.entries.find(({ mode }) => mode === 'oral')!;
  const told = () => ({
    ...paymentStateOf(walk.registration, 'oral'),
    reason: unpayableReason(walk.registration, oral(), START),
  });
  expect(told()).toEqual({ state: 'unpaid', unpaidFen: oral().feeFen, reason: 'WRITTEN_NOT_PAID' });
  walk.ask(refresh('order-1'));
  expect(told()).toEqual({ state: 'unpaid', unpaidFen: 0, reason: 'ORDER_SETTLING' });
  expect(walk.ask(openOrder('order-2', 'oral'))).toEqual({ kind: 'refused', code: 'ORDER_SETTLING' });
});
