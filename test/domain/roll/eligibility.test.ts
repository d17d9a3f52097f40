import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type EligibilityFacts,
  type ListKind,
  subjectEligibility,
} from '../../../domain/roll/eligibility.ts';
import type { Subject } from '../../../domain/subjects.ts';
import { CATALOGUE } from '../../../stack/demo/catalogue.ts';

const ALL = CATALOGUE.map((subject) => subject.code);

function eligibilityFor(code: string, given: Partial<EligibilityFacts> = {}) {
  const facts = {
    catalogue: CATALOGUE,
    offeredSubjects: ALL,
    letsOut: false,
    lists: [],
    cet4Score: null,
    cet6ScoreFrom: 425,
  };
  return subjectEligibility({ ...facts, ...given }).find(({ subject }) => subject.code === code);
}

const reasonFor: (...asked: Parameters<typeof eligibilityFor>) => unknown = (...asked) =>
  eligibilityFor(...asked)?.reason;

const listed = (subjectCode: string, kind: ListKind) => ({ subjectCode, kind, reason: `${kind} list` });

it('CET-6 needs a CET-4 score of 425', () => {
  expect(reasonFor('2')).toBe('SCORE_REQUIRED');
  expect(reasonFor('2', { cet4Score: 424 })).toBe('SCORE_REQUIRED');
  expect(reasonFor('2', { cet4Score: 425 })).toBeNull();
  expect(reasonFor('2', { cet4Score: 400, cet6ScoreFrom: 400 })).toBeNull();
});

it('CET-4 and the other languages need none, at any level', () => {
  for (const code of ['1', '3', '4', '5', '6', '7', '8', '9']) expect(reasonFor(code)).toBeNull();
});

it('the campus must offer it', () => {
  expect(reasonFor('1', { offeredSubjects: ['2'] })).toBe('NOT_OFFERED');
});

it('the white list stands in for the score, and for nothing else', () => {
  expect(reasonFor('2', { lists: [listed('2', 'white')] })).toBeNull();
  expect(reasonFor('2', { lists: [listed('1', 'white')] })).toBe('SCORE_REQUIRED');
  expect(reasonFor('2', { lists: [listed('2', 'white')], offeredSubjects: [] })).toBe('NOT_OFFERED');
});

it('the black list beats score and white list', () => {
  const lists = [listed('2', 'white'), listed('2', 'black')];
  expect(reasonFor('2', { lists, cet4Score: 700 })).toBe('BLACK_LISTED');
});

it('says why the school listed the candidate, where that settles it', () => {
  const [white, black] = [listed('2', 'white'), listed('2', 'black')];
  expect(eligibilityFor('2', { lists: [white] })).toMatchObject({ reason: null, listedFor: 'white list' });
  expect(eligibilityFor('2', { lists: [white], cet4Score: 425 })).toMatchObject({
    reason: null,
    listedFor: null,
  });
  expect(eligibilityFor('2', { lists: [white, black] })).toMatchObject({ listedFor: 'black list' });
  expect(eligibilityFor('S', { lists: [white] })).toMatchObject({ reason: null, listedFor: 'white list' });
  expect(eligibilityFor('S', { lists: [black] })).toMatchObject({ listedFor: 'black list' });
  expect(eligibilityFor('2', { lists: [listed('1', 'black')] })).toMatchObject({ listedFor: null });
});

it('an oral the own campus does not offer is open to who may take it elsewhere', () => {
  const offeredSubjects = ['1', '2'];
  expect(reasonFor('F', { offeredSubjects })).toBe('NOT_OFFERED');
  expect(reasonFor('F', { offeredSubjects, letsOut: true })).toBeNull();
  expect(reasonFor('S', { offeredSubjects, letsOut: true })).toBe('SCORE_REQUIRED');
  expect(reasonFor('F', { offeredSubjects: [], letsOut: true })).toBe('NOT_OFFERED');
});

it('an oral needs eligibility for its written', () => {
  expect(reasonFor('F')).toBeNull();
  expect(reasonFor('S')).toBe('SCORE_REQUIRED');
  expect(reasonFor('S', { cet4Score: 425 })).toBeNull();
  expect(reasonFor('S', { lists: [listed('2', 'white')] })).toBeNull();
  expect(reasonFor('S', { cet4Score: 425, lists: [listed('S', 'black')] })).toBe('BLACK_LISTED');
  expect(reasonFor('F', { lists: [listed('1', 'black')] })).toBe('BLACK_LISTED');
  expect(reasonFor('F', { offeredSubjects: ['F'] })).toBe('NOT_OFFERED');
});

it('black beats white beats score, for every subject and whatever else is known', () => {
  const facts = fc.record({
    catalogue: fc.constant(CATALOGUE),
    offeredSubjects: fc.subarray(ALL),
    letsOut: fc.boolean(),
    lists: fc.array(
      fc
        .record({ subjectCode: fc.constantFrom(...ALL), kind: fc.constantFrom<ListKind>('white', 'black') })
        .map(({ subjectCode, kind }) => listed(subjectCode, kind)),
    ),
    cet4Score: fc.option(fc.integer({ min: 220, max: 710 })),
    cet6ScoreFrom: fc.constant(425),
  });
  fc.assert(
    fc.property(facts, (known) => {
      const reasons = new Map(subjectEligibility(known).map(({ subject, reason }) => [subject.code, reason]));
      for (const subject of CATALOGUE) expect(reasons.get(subject.code)).toBe(expected(known, subject));
    }),
  );
});

/** Restates the rule in the order of the regulations: first what removes a subject, then what it requires. */
function expected(known: EligibilityFacts, { code, mode, language, level }: Subject): string | null {
  const isListed = (kind: ListKind) =>
    known.lists.some((list) => list.subjectCode === code && list.kind === kind);
  const hostOffers = mode === 'oral' && known.letsOut;
  if (!hostOffers && !known.offeredSubjects.includes(code)) return 'NOT_OFFERED';
  if (isListed('black')) return 'BLACK_LISTED';
  if (mode === 'oral') {
    const written = CATALOGUE.find(
      (other) => other.mode === 'written' && other.language === language && other.level === level,
    );
    return written ? expected(known, written) : 'NOT_OFFERED';
  }
  if (code !== '2' || isListed('white')) return null;
  return (known.cet4Score ?? 0) >= known.cet6ScoreFrom ? null : 'SCORE_REQUIRED';
}
