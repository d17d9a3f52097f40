import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedFields, correctionRefusal, isSamePerson } from '../../../domain/correction/correction.ts';
import { CORRECTED_FIELDS, type CorrectedField } from '../../../domain/registration/corrected-field.ts';
import { EMPTY_REGISTRATION, type Order } from '../../../domain/registration/state.ts';

const person = { name: '张三', idType: 'residentId', idNumber: '1', photoId: 'a' } as const;
const facts = {
  registration: EMPTY_REGISTRATION,
  reservedByAnother: false,
  onAnotherEntry: false,
  reviewPending: false,
  photoAccepted: true,
};
const withOrder = (state: Order['state']) => ({
  ...facts,
  registration: { ...EMPTY_REGISTRATION, orders: [{ state } as Order] },
});

describe('the fields of a correction', () => {
  it('are those that differ; another kind of paper is another number', () => {
    expect(correctedFields(person, { ...person, name: '李四' })).toEqual(['name']);
    expect(correctedFields(person, { ...person, idType: 'passport' })).toEqual(['idNumber']);
    expect(correctedFields(person, { ...person, photoId: null })).toEqual(['photo']);
    expect(isSamePerson(person, { ...person })).toBe(true);
  });
});

describe('a correction', () => {
  it.each([
    ['of nothing', [], facts, 'NOTHING_CORRECTED'],
    [
      'of a number that is reserved',
      ['idNumber'],
      { ...facts, reservedByAnother: true },
      'CORRECTION_NUMBER_RESERVED',
    ],
    [
      'of a number on another entry',
      ['idNumber'],
      { ...facts, onAnotherEntry: true },
      'CORRECTION_NUMBER_ON_ROLL',
    ],
    ['while a re-check waits', ['name'], { ...facts, reviewPending: true }, 'CORRECTION_REVIEW_PENDING'],
    ['by an unfit photo', ['photo'], { ...facts, photoAccepted: false }, 'CORRECTION_PHOTO_UNFIT'],
    ['of a name that a gateway shows', ['name'], withOrder('open'), 'CORRECTION_ORDER_OPEN'],
  ] as [string, CorrectedField[], typeof facts, string][])('is refused %s', (_what, fields, given, code) => {
    expect(correctionRefusal(fields, given)).toBe(code);
  });

  it('goes by what concerns its fields alone', () => {
    fc.assert(
      fc.property(fc.subarray([...CORRECTED_FIELDS], { minLength: 1 }), (fields) => {
        const unfit = { ...facts, photoAccepted: false };
        expect(correctionRefusal(fields, unfit) === null).toBe(!fields.includes('photo'));
        const taken = { ...facts, reservedByAnother: true };
        expect(correctionRefusal(fields, taken) === null).toBe(!fields.includes('idNumber'));
        expect(correctionRefusal(fields, withOrder('open')) === null).toBe(!fields.includes('name'));
        expect(correctionRefusal(fields, withOrder('paid'))).toBe(null);
      }),
    );
  });
});
