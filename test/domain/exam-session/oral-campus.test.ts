import { expect, it } from 'vitest';
import {
  type HomeCampus,
  type OralCampus,
  oralWindow,
  windowAt,
} from '../../../domain/exam-session/oral-campus.ts';

const window = { opensAt: 100, closesAt: 900 };
const home: OralCampus = { code: '991010', letsOut: true, admitsOutsidersFrom: null };
const host: OralCampus = { code: '991020', letsOut: false, admitsOutsidersFrom: 300 };

it.each<[string, OralCampus, OralCampus, ReturnType<typeof oralWindow>]>([
  ['the own campus, whatever it settles', { ...home, letsOut: false }, { ...home, letsOut: false }, window],
  ['a host, from its opening for outsiders', home, host, { opensAt: 300, closesAt: 900 }],
  ['a host, never before its own candidates', home, { ...host, admitsOutsidersFrom: 50 }, window],
  ['no host when not let out', { ...home, letsOut: false }, host, null],
  ['no host that admits nobody', home, { ...host, admitsOutsidersFrom: null }, null],
])('%s', (_, from, to, expected) => {
  expect(oralWindow(from, to, window)).toEqual(expected);
});

it('a written may be taken at the own campus and those it names, an oral by the settings of both', () => {
  const named: HomeCampus = { ...home, writtenCampusCodes: [host.code] };
  const unnamed: HomeCampus = { ...home, writtenCampusCodes: [] };
  expect(windowAt(named, host, 'written', window)).toEqual(window);
  expect(windowAt(unnamed, host, 'written', window)).toBeNull();
  expect(windowAt(unnamed, { ...host, code: home.code }, 'written', window)).toEqual(window);
  expect(windowAt(named, host, 'oral', window)).toEqual({ opensAt: 300, closesAt: 900 });
  expect(windowAt({ ...named, letsOut: false }, host, 'oral', window)).toBeNull();
});
