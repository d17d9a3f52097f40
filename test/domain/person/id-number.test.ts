import { readIdNumber } from '../../../domain/person/id-number-cell.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bareIdNumber,
  ID_TYPES,
  idNumberFlaw,
  type IdType,
  isValidIdNumber,
  maskIdNumber,
  normaliseIdNumber,
  residentIdCheckCharacter,
} from '../../../domain/person/id-number.ts';

const FIRST = new Date(Date.UTC(1900, 0, 1));
const LAST = new Date(Date.UTC(2024, 11, 31));
const residentId = fc
  .record({
    region: fc.integer({ min: 110_000, max: 999_999 }),
    born: fc.date({ min: FIRST, max: LAST, noInvalidDate: true }),
    order: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ region, born, order }) => {
    const digits = `${region}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    return digits + residentIdCheckCharacter(digits);
  });

/** The papers that a number of 18 digits may stand under. */
function papersOf(number: string): IdType[] {
  if (/^8[123]/.test(number)) return ['hkMacauTaiwanResidence'];
  return number.startsWith('9') ? ['residentId', 'other'] : ['residentId'];
}

describe('a resident ID number', () => {
  it('is valid with its checksum, under its own paper alone', () => {
    fc.assert(
      fc.property(residentId, (number) => {
        expect(ID_TYPES.filter((idType) => isValidIdNumber(idType, number))).toEqual(papersOf(number));
      }),
    );
  });

  it('under another paper says which one to choose', () => {
    fc.assert(
      fc.property(residentId, fc.constantFrom(...ID_TYPES), (number, idType) => {
        fc.pre(!papersOf(number).includes(idType));
        expect(idNumberFlaw(idType, number)).toBe(
          /^8[123]/.test(number) ? 'NUMBER_OF_RESIDENCE_PERMIT' : 'NUMBER_OF_RESIDENT_ID',
        );
      }),
    );
  });

  it('without a birth date is nobody’s, under whatever paper', () => {
    const digits = '11010519900230002';
    const number = digits + residentIdCheckCharacter(digits);
    for (const idType of ID_TYPES) expect(idNumberFlaw(idType, number)).toBe('BAD_ID_NUMBER');
  });

  it('is never valid with one character changed', () => {
    fc.assert(
      fc.property(residentId, fc.nat({ max: 17 }), fc.constantFrom(...'0123456789X'), (number, at, other) => {
        fc.pre(number[at] !== other);
        expect(isValidIdNumber('residentId', number.slice(0, at) + other + number.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('is never valid with two neighbours swapped', () => {
    fc.assert(
      fc.property(residentId, fc.nat({ max: 16 }), (number, at) => {
        fc.pre(number[at] !== number[at + 1]);
        const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
        expect(isValidIdNumber('residentId', swapped)).toBe(false);
      }),
    );
  });

  // Examples printed in the standard itself.
  it.each(['11010519491231002X', '440524188001010014'])('as printed in GB 11643: %s', (number) => {
    expect(residentIdCheckCharacter(number.slice(0, 17))).toBe(number[17]);
  });

  it.each([
    ['the 30th of February', '11010519900230'],
    ['the 13th month', '11010519901301'],
    ['day 0', '11010519900100'],
    ['before 1900', '11010518991231'],
  ])('carries a real birth date: not %s', (_, start) => {
    const digits = `${start}002`;
    expect(isValidIdNumber('residentId', digits + residentIdCheckCharacter(digits))).toBe(false);
  });
});

describe('a number of 18 digits', () => {
  const digits = '11010120000101879'.concat(residentIdCheckCharacter('11010120000101879'));

  it.each([
    `(${digits})`,
    `ID${digits}`,
    `${digits.slice(0, 6)}-${digits.slice(6)}`,
    `${digits.slice(0, 6)}/${digits.slice(6, 14)}(${digits.slice(14)})`,
  ])('is the same one however it is written: %s', (written) => {
    expect(normaliseIdNumber(written)).toBe(digits);
    expect(idNumberFlaw('other', normaliseIdNumber(written))).toBe('NUMBER_OF_RESIDENT_ID');
  });
});

describe('other papers', () => {
  it.each<[IdType, string]>([
    ['hkMacauPermit', 'H12345678'],
    ['hkMacauPermit', 'M1234567801'],
    ['hkMacauTaiwanResidence', '81000019900101001'.concat(residentIdCheckCharacter('81000019900101001'))],
    ['taiwanPermit', '12345678'],
    ['taiwanPermit', '1234567801'],
    ['macauId', '1/234567/8'],
    ['macauId', '1234567(8)'],
    ['passport', 'E12345678'],
    ['other', 'F-1234/5'],
  ])('%s %s is well formed', (idType, number) => {
    expect(isValidIdNumber(idType, number)).toBe(true);
  });

  it.each<[IdType, string]>([
    ['residentId', '123'],
    ['hkMacauPermit', 'A12345678'],
    ['hkMacauPermit', 'H1234567'],
    ['hkMacauTaiwanResidence', '84000019900101001X'],
    ['taiwanPermit', '123456789'],
    ['macauId', '2234567(8)'],
    ['passport', 'E1'],
    ['passport', 'E 1234567'],
    ['other', ''],
    ['other', 'a'.repeat(31)],
  ])('%s %s is not', (idType, number) => {
    expect(isValidIdNumber(idType, number)).toBe(false);
  });

  it.each<[IdType, string, string]>([
    ['hkMacauPermit', 'H12345678', 'H1234567801'],
    ['taiwanPermit', '12345678', '12345678(02)'],
    ['macauId', '12345678', '1/234567/8'],
  ])('%s %s is the number of who has %s: renewals and marks tell nobody apart', (idType, one, other) => {
    expect(bareIdNumber(idType, other)).toBe(bareIdNumber(idType, one));
  });

  it('of another kind are told apart by every digit', () => {
    expect(bareIdNumber('passport', 'H1234567801')).toBe('H1234567801');
    expect(bareIdNumber('hkMacauPermit', 'M12345678')).not.toBe(bareIdNumber('hkMacauPermit', 'H1234567801'));
  });

  it("never include an officer's ID", () => {
    expect(ID_TYPES.filter((idType) => /officer|military/i.test(idType))).toEqual([]);
  });
});

describe('normalising', () => {
  it('brings every way of typing to one spelling', () => {
    expect(normaliseIdNumber(' １１０１０５ 19491231 002ｘ\u3000')).toBe('11010519491231002X');
    for (const typed of ['110105-19491231-002x', '110105.1949.12.31.002-X', '110105·19491231—００２Ｘ'])
      expect(normaliseIdNumber(typed)).toBe('11010519491231002X');
    expect(normaliseIdNumber('110105-19491231-0021')).toBe('110105-19491231-0021');
    expect(normaliseIdNumber('h12345678（01）')).toBe('H12345678(01)');
    expect(normaliseIdNumber('ΐ')).toBe(normaliseIdNumber(normaliseIdNumber('ΐ')));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = normaliseIdNumber(text);
        expect(normaliseIdNumber(once)).toBe(once);
      }),
    );
  });
});

describe('masking', () => {
  it('shows enough to recognise', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('1101**********002X');
    expect(maskIdNumber('E12345678')).toBe('E1*****78');
    expect(maskIdNumber('123')).toBe('***');
  });

  it('hides at least half and keeps the length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{3,30}$/), (number) => {
        const masked = maskIdNumber(number);
        expect(masked).toHaveLength(number.length);
        expect([...masked].filter((character) => character === '*').length).toBeGreaterThanOrEqual(
          number.length / 2,
        );
      }),
    );
  });
});

it.each([
  ['passport', 'E123456789012345678901', { problem: 'TOO_LONG', parameters: { limit: 20 } }],
  ['passport', 'E12', { problem: 'BAD_PAPER_NUMBER' }],
  ['taiwanPermit', '123456789012', { problem: 'TOO_LONG', parameters: { limit: 10 } }],
  ['hkMacauPermit', 'H1234', { problem: 'BAD_PAPER_NUMBER' }],
  ['residentId', '11010519491231002', { problem: 'BAD_ID_NUMBER' }],
] as const)('a cell with a number that does not fit a paper says why: %s %s', (idType, cell, reading) => {
  expect(readIdNumber(cell, idType)).toEqual(reading);
});
