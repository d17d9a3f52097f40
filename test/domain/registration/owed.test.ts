import { expect, it } from 'vitest';
import { owedBy } from '../../../domain/registration/owed.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { chooseTranscripts, openOrder, refresh, select, START } from './commands.ts';
import { holding } from './walk.ts';

it('what is held is owed by its earliest deadline; what the gateway is asked about is not', () => {
  const walk = holding('1');
  expect(owedBy(walk.registration)).toEqual({
    subjects: ['1'],
    fen: walk.registration.entries[0]!.feeFen,
    deadlineAt: START + DAY_MS,
  });
  walk.ask(select(['F']));
  expect(owedBy(walk.registration)?.subjects).toEqual(['1', 'F']);
  walk.ask(chooseTranscripts([{ level: 4, choice: 'electronic' }]));
  walk.ask(openOrder('order-1'));
  walk.ask(refresh('order-1'));
  expect(owedBy(walk.registration)).toBeNull();
});
