import { describe, expect, it } from 'vitest';
import {
  accountTyped,
  addressTyped,
  codeTyped,
  idNumberTyped,
  mobileTyped,
  ticketTyped,
  type TypedFlaw,
} from '../../web/src/lib/typed-flaws.ts';

/** What is said while it is typed, and what when the field is left. */
const said = (flaw: TypedFlaw | null) =>
  flaw && [flaw.character ?? flaw.code.replace(/^.*\./, ''), flaw.isAtOnce ? 'at once' : 'when left'];

describe('what is said of a field that is being typed into', () => {
  it.each([
    ['1', ['mobileLength', 'when left']],
    ['1380013800', ['mobileLength', 'when left']],
    ['138001380001', ['mobileLength', 'at once']],
    ['12800138000', ['mobileBeginning', 'at once']],
    ['138O0138000', ['U+004F', 'at once']],
    ['+86 138 0013 800', ['mobileLength', 'when left']],
    ['8613800138', ['mobileLength', 'when left']],
    ['86138001380', ['mobileLength', 'when left']],
    ['+86 138 0013 8000', null],
    ['１３８００１３８０００', null],
    ['', null],
    [' ', null],
  ])('a mobile: %s', (typed, flaw) => expect(said(mobileTyped(typed))).toEqual(flaw));

  it.each([
    ['w', ['addressForm', 'when left']],
    ['wang@example', ['addressForm', 'when left']],
    ['wang@@example.com', ['addressForm', 'when left']],
    ['wang..li@example.com', ['addressForm', 'when left']],
    ['wang,li@example.com', ['U+002C', 'at once']],
    ['wang@example，com', ['U+FF0C', 'at once']],
    ['王@example.com', ['U+738B', 'at once']],
    ['wang@example.com;', ['U+003B', 'at once']],
    ['wang＠example。com', null],
    ["o'neil+cet@example.edu.cn", null],
    ['', null],
  ])('an address: %s', (typed, flaw) => expect(said(addressTyped(typed))).toEqual(flaw));

  it.each([
    ['residentId', '1', ['residentLength', 'when left']],
    ['residentId', '11010519491231002', ['residentLength', 'when left']],
    ['residentId', '11010519491231002X', null],
    ['residentId', '11010519491231002X1', ['residentLength', 'at once']],
    ['residentId', '110105194912310021', ['residentCheckDigit', 'at once']],
    ['residentId', '110105194913310029', ['residentBirthDate', 'at once']],
    ['residentId', '11010519491231O02X', ['U+004F', 'at once']],
    ['residentId', '810000199408230021', ['useResidencePermit', 'at once']],
    ['hkMacauTaiwanResidence', '11010519491231002X', ['useResidentId', 'at once']],
    ['passport', '11010519491231002X', ['useResidentId', 'at once']],
    ['passport', 'E123', ['idNumber', 'when left']],
    ['passport', 'E12345678', null],
    ['taiwanPermit', '1234567', ['idNumber', 'when left']],
    ['hkMacauPermit', 'H1234567890', null],
    [null, '123', null],
    [null, '12＃3', ['U+FF03', 'at once']],
    ['residentId', ' ', null],
  ] as const)('a number of %s: %s', (paper, typed, flaw) =>
    expect(said(idNumberTyped(typed, paper))).toEqual(flaw),
  );

  it.each([
    ['99101019122010', ['BAD_TICKET', 'when left']],
    ['991010191120101', null],
    ['9910101912201011', ['BAD_TICKET', 'at once']],
    ['991010041120101', ['TICKET_TOO_OLD', 'at once']],
    ['991010192220101', ['NOT_CET4_TICKET', 'at once']],
    ['99101019122O', ['U+004F', 'at once']],
    ['', null],
  ])('a ticket number: %s', (typed, flaw) => expect(said(ticketTyped(typed))).toEqual(flaw));

  it('an account, which is an address or a number', () => {
    expect(said(accountTyped('wang@', 'residentId'))).toEqual(['addressForm', 'when left']);
    expect(said(accountTyped('110105', 'residentId'))).toEqual(['residentLength', 'when left']);
  });

  it('a code of any form', () => {
    expect(said(codeTyped('A-1/2', 5))).toBeNull();
    expect(said(codeTyped('A-1/23', 5))).toEqual(['tooLongBy', 'at once']);
    expect(said(codeTyped('A\uE000', 5))).toEqual(['U+E000', 'at once']);
  });
});
