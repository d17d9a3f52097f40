import { expect, it } from 'vitest';
import type { Entry } from '../../web/src/lib/api-types.ts';
import { unpaidEntries } from '../../web/src/site/lib/unpaid-entries.ts';

const deadlineAt = '2026-11-30T00:00:00.000Z';
const entry = (id: string, mode: 'written' | 'oral', level: number, state: Entry['state']) =>
  ({
    id,
    subject: { mode, level, language: 'english' },
    state,
    deadlineAt: state === 'unpaid' ? deadlineAt : null,
  }) as unknown as Entry;
const hurried = (...entries: Entry[]) => unpaidEntries(entries).map(({ id }) => id);

it('hurries nobody about an oral while its written is being confirmed', () => {
  const oral = entry('oral', 'oral', 4, 'unpaid');
  expect(hurried(entry('written', 'written', 4, 'settling'), oral)).toEqual([]);
  expect(hurried(entry('written', 'written', 4, 'paid'), oral)).toEqual(['oral']);
  expect(hurried(entry('written', 'written', 4, 'unpaid'), oral)).toEqual(['written', 'oral']);
  expect(hurried(entry('other', 'written', 6, 'settling'), oral)).toEqual(['oral']);
});
